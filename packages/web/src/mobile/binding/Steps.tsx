import { text } from '../text.ts';

/** 选择小区 → 核对联系人 → 验证并绑定. */
export function Steps({ at }: { at: 0 | 1 | 2 }) {
  const words = [text('stepPick'), text('stepCheck'), text('stepVerify')];
  return (
    <ol className="steps">
      {words.map((word, index) => (
        <li
          key={word}
          data-n={index < at ? '✓' : index + 1}
          className={index < at ? 'dn' : index === at ? 'on' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {word}
        </li>
      ))}
    </ol>
  );
}
