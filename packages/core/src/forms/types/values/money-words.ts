/** Amounts in the capitals of receipts and contracts (人民币大写), as 《正确填写票据和结算凭证的基本规定》 has them. */
const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const places = ['', '拾', '佰', '仟'];
/** Of each four digits, from the right. */
const myriads = ['', '万', '亿', '万亿'];

/**
 * `1010.05` → `壹仟零壹拾元零伍分`.
 * @param amount yuan, to the fen, below 10 trillion either side of zero
 */
export function amountInWords(amount: number): string {
  const fen = Math.round(Math.abs(amount) * 100);
  const yuan = Math.floor(fen / 100);
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10];
  const words = yuan > 0 ? `${wholeInWords(yuan)}元` : '';
  if (fen === 0) return '零元整';
  let small = '';
  if (jiao > 0) small += `${digits[jiao]}角`;
  else if (rest > 0 && yuan > 0) small += '零';
  if (rest > 0) small += `${digits[rest]}分`;
  // 整 closes an amount that ends above fen, so that nothing can be added to it.
  return `${amount < 0 ? '负' : ''}${words}${small}${rest === 0 ? '整' : ''}`;
}

function wholeInWords(whole: number): string {
  const text = String(whole);
  let words = '';
  let isZeroOwed = false;
  let isGroupNamed = false;
  for (let index = 0; index < text.length; index++) {
    const digit = Number(text[index]);
    const fromRight = text.length - 1 - index;
    if (digit === 0) isZeroOwed = words !== '';
    else {
      words += `${isZeroOwed ? '零' : ''}${digits[digit]}${places[fromRight % 4]}`;
      isZeroOwed = false;
      isGroupNamed = true;
    }
    if (fromRight % 4 !== 0) continue;
    const group = fromRight / 4;
    if (isGroupNamed) words += myriads[group] ?? '';
    // 亿 is said once for all that stands before it, also where its own four digits are zeros: 万亿 above says it.
    isGroupNamed = false;
  }
  // 壹万亿零叁亿 would say 亿 twice.
  return words.replace(/万亿(?=.*亿)/, '万');
}
