/** Fills the facts into the sentences of `presets/demo/anomalies.ts`. */
import type { Traits } from './city.ts';
import type { Random } from './random.ts';

const facts: Readonly<Record<string, (random: Random, traits: Traits) => string | number>> = {
  楼: (random, { buildings }) => random.between(1, buildings),
  单元: (random) => random.between(1, 3),
  层: (random, { floors }) => random.between(2, floors),
  户: (random, { floors }) => `${random.between(2, floors)}0${random.between(1, 4)}`,
  侧: (random) => random.pick(['东侧', '西侧', '南侧', '北侧']),
  几: (random) => random.between(1, 6),
  几2: (random) => random.between(1, 2),
  米: (random) => (random.between(3, 48) / 10).toFixed(1),
  墙: (random) => random.pick(['厨房与客厅隔墙', '阳台门垛', '卫生间墙体', '承重墙开洞约1米']),
  店: (random) =>
    random.pick(['阿财便利店', '老惠州濑粉', '东江烧烤', '顺丰水果行', '美家窗帘', '惠民药房', '好又快洗衣']),
  泵: (random) => random.pick(['消防泵', '喷淋泵', '消火栓稳压泵']),
  门: (random) => random.pick(['南门', '北门', '东门', '西门', '正门', '地库出口']),
  天: (random) => random.between(2, 15),
  区: (random) => random.pick(['A区', 'B区', '东区', '西区', '地库一层', '中心花园', '北侧']),
  度: (random) => random.between(38, 47),
  风: (random) => random.pick(['大风', '暴雨', '台风', '强对流天气']),
  时: (random) => random.between(2, 20),
  人: () => 1,
  物: (random) => random.pick(['垃圾袋', '玻璃瓶', '装修边角料', '烟头', '拖把']),
  辆: (random) => random.between(3, 12),
};

export function fillFacts(template: string, random: Random, traits: Traits): string {
  return template.replace(/\{([^}]+)\}/gu, (_, name: string) => {
    const fact = facts[name];
    if (!fact) throw new Error(`no fact {${name}} in: ${template}`);
    return String(fact(random, traits));
  });
}
