/**
 * What can be wrong in a residential community, in two levels (HZ-02). Codes stay for ever, names are anybody's to
 * change. Level and owner are product defaults, not law. A citation stands only where the text of the law was read
 * (April 2025; check for later amendments before relying on one); most entries have none.
 */
import type { PackagedDictionary } from '@anshao/core/apps/package.ts';

/** `major`: may be a major hazard by law, so the grading questions are asked. */
type Level = 'major' | 'serious' | 'general';

interface Category {
  readonly code: string;
  readonly label: string;
  /** The headings under which the categories are offered. */
  readonly group: '消防安全' | '设施设备' | '公共秩序' | '环境卫生' | '管理缺失';
  readonly owner: string;
  readonly synonyms: readonly string[];
  readonly basis?: string;
  /** Names in the order of their numbers; `*` in front: may be major by law. */
  readonly items: readonly string[];
}

const fireLaw = '《消防法》第二十八条';
const guangdongFire = '《广东省实施〈中华人民共和国消防法〉办法》(2022)';

const categories: readonly Category[] = [
  {
    code: 'XF',
    label: '消防安全',
    group: '消防安全',
    owner: '消防主管',
    synonyms: ['火灾', '消防'],
    items: [
      '*消防车通道占用/堵塞',
      '疏散通道、楼梯间堆物',
      '*安全出口锁闭/遮挡',
      '消火栓无水/缺件/遮挡',
      '灭火器失压/过期/缺失',
      '*火灾自动报警系统故障/屏蔽',
      '*自动喷水系统故障/阀门关闭',
      '*消防水泵不能启动/非自动',
      '消防水池(箱)水位不足',
      '防排烟设施故障',
      '防火门常开/损坏/闭门器失效',
      '防火卷帘下堆物/故障',
      '应急照明、疏散指示故障',
      '*消防控制室无人/单人/无证',
      '*消防电源被切断',
      '管道井、电缆井未封堵或堆物',
      '消防登高面/扑救场地被占',
      '外墙外保温破损、缺标识',
      '消防电梯故障',
      '消防广播/电话故障',
      '违规用火、动火、燃放',
      '*易燃易爆品违规存放',
    ],
  },
  {
    code: 'DC',
    label: '电动自行车',
    group: '消防安全',
    owner: '秩序主管',
    synonyms: ['电动车', '电瓶车', '飞线'],
    basis: `${guangdongFire}第二十五条`,
    items: [
      '楼内停放',
      '入户/入梯',
      '飞线充电',
      '*公共门厅/疏散通道充电',
      '集中棚无分隔/无灭火/无监控',
      '充电柜故障/过载',
      '改装电池、拆解电池存放',
    ],
  },
  {
    code: 'DL',
    label: '供配电与用电',
    group: '设施设备',
    owner: '工程主管',
    synonyms: ['配电房', '电气', '停电', '漏电'],
    items: [
      '配电房渗漏水/小动物进入',
      '超温、异味、异响',
      '缺相/过载/三相不平衡',
      '绝缘垫、绝缘工具缺失或超期',
      '配电箱无门锁/无漏保/乱接',
      '线路老化、裸露',
      '接地不良',
      '发电机不能启动/油位不足/蓄电池亏电',
      '公共照明故障',
      '防雷装置超期/断裂',
      '汽车充电桩故障/无防护',
    ],
  },
  {
    code: 'DT',
    label: '电梯',
    group: '设施设备',
    owner: '电梯安全管理员',
    synonyms: ['困人', '维保'],
    items: [
      '*困人',
      '*急停、冲顶、蹲底、剪切风险',
      '*门系统异常(夹人、不关门、开门走车)',
      '应急对讲/报警无效',
      '*超期未检',
      '维保超 15 日',
      '平层不准、异响、抖动',
      '底坑积水、机房高温',
      '轿厢照明/风扇/标识缺失',
      '使用标志、困人救援电话缺失',
      '五方通话故障',
    ],
  },
  {
    code: 'RQ',
    label: '燃气',
    group: '设施设备',
    owner: '工程主管',
    synonyms: ['煤气', '天然气', '瓶装气'],
    items: [
      '*泄漏/异味',
      '立管锈蚀、占压、包覆',
      '违规改管、胶管超期',
      '*地下空间可燃气聚集',
      '瓶装气违规存放',
      '报警器/切断阀故障',
      '调压箱围栏、警示缺失',
      '商铺用气不合规',
    ],
  },
  {
    code: 'GS',
    label: '给排水与二次供水',
    group: '设施设备',
    owner: '工程主管',
    synonyms: ['水箱', '水泵', '积水', '内涝'],
    items: [
      '水箱未清洗消毒/超期',
      '水箱盖未锁、通气溢流防护缺失',
      '*水质异常',
      '生活水泵故障',
      '排水堵塞、返溢',
      '集水井、排污泵故障',
      '*化粪池满溢/盖板破损',
      '爆管',
      '防汛设施不足',
    ],
  },
  {
    code: 'JG',
    label: '建筑结构与外墙',
    group: '设施设备',
    owner: '工程主管',
    synonyms: ['外墙', '裂缝', '装修', '搭建'],
    items: [
      '*外墙饰面空鼓/脱落',
      '外墙悬挂物、空调架、防盗网松动',
      '屋面、女儿墙、栏杆损坏',
      '*裂缝、沉降、倾斜',
      '*违规装修拆承重结构',
      '违规搭建',
      '*玻璃幕墙/雨棚松动',
      '地下室渗漏',
      '加装物(广告牌、太阳能)不稳',
    ],
  },
  {
    code: 'GK',
    label: '高空坠物与抛物',
    group: '公共秩序',
    owner: '秩序主管',
    synonyms: ['抛物', '坠物'],
    basis: '《民法典》第一千二百五十三条、第一千二百五十四条',
    items: ['高空抛物事件', '窗台、阳台放置物', '施工物料坠落', '防护网、警示、监控缺失'],
  },
  {
    code: 'SY',
    label: '水域安全',
    group: '设施设备',
    owner: '环境主管',
    synonyms: ['溺水', '泳池', '水景'],
    items: ['水景、池塘、河湖无护栏/警示/救生器材', '泳池水质/救生员/排水口', '*井盖缺失破损', '*水下线路漏电'],
  },
  {
    code: 'ZY',
    label: '危险作业',
    group: '公共秩序',
    owner: '安全主管',
    synonyms: ['动火', '高处', '有限空间', '吊篮'],
    items: [
      '*高处作业无票/无防护',
      '*有限空间作业无票/未检测/无监护',
      '*动火作业无票/无监护',
      '临时用电',
      '吊装、吊篮',
      '外包单位无资质/未交底',
    ],
  },
  {
    code: 'GG',
    label: '公共设施与环境',
    group: '设施设备',
    owner: '工程主管',
    synonyms: ['道路', '树木', '游乐', '健身'],
    items: [
      '井盖',
      '健身器材、儿童游乐',
      '*围墙、边坡、挡墙',
      '树木倒伏、枯枝',
      '*道路塌陷、坑洞',
      '照明盲区',
      '坡道、湿滑',
      '车库限高、减速、排烟',
      '垃圾房、有害垃圾',
    ],
  },
  {
    code: 'ZX',
    label: '公共秩序与安防',
    group: '公共秩序',
    owner: '秩序主管',
    synonyms: ['治安', '监控', '门禁'],
    items: [
      '监控失效/盲区',
      '门禁、道闸故障',
      '岗位脱岗',
      '外来人员失管',
      '消防/安防值班异常',
      '群租、改变用途',
      '犬只伤人、纠纷',
    ],
  },
  {
    code: 'WS',
    label: '环境卫生与公共卫生',
    group: '环境卫生',
    owner: '环境主管',
    synonyms: ['消杀', '卫生'],
    items: ['病媒生物、消杀', '疫情/食物/饮水事件', '危险废物', '异味'],
  },
  {
    code: 'GL',
    label: '管理缺失',
    group: '管理缺失',
    owner: '项目负责人',
    synonyms: ['台账', '培训', '演练'],
    items: ['未按期检测/维保', '未演练', '未培训/无证上岗', '台账缺失', '应急物资短缺/过期', '合同/责任未明'],
  },
];

/** Citations of single entries, where the law speaks of exactly that. */
const cited: Readonly<Record<string, string>> = {
  XF01: fireLaw,
  XF02: fireLaw,
  XF03: fireLaw,
  XF04: fireLaw,
  XF14: `${guangdongFire}第十九条`,
  DT05: '《特种设备安全法》第四十条',
  DT06: '《特种设备安全监察条例》第三十一条',
  DT10: '《特种设备安全法》第三十三条',
  ZY03: '《安全生产法》第四十三条',
  ZY04: '《安全生产法》第四十三条',
  ZY05: '《安全生产法》第四十三条',
  GL02: '《安全生产法》第八十一条',
};

export const hazardCategories: PackagedDictionary = {
  key: 'hazardCategories',
  name: '隐患类别',
  entries: categories.flatMap(({ code, label, group, owner, synonyms, basis, items }) => [
    { code, label, details: { group, owner, synonyms, ...(basis && { basis }) } },
    ...items.map((item, index) => {
      const own = `${code}${String(index + 1).padStart(2, '0')}`;
      const isStarred = item.startsWith('*');
      const level: Level = isStarred ? 'major' : 'general';
      const citation = cited[own] ?? basis;
      return {
        code: own,
        label: isStarred ? item.slice(1) : item,
        parent: code,
        details: { level, owner, ...(isStarred && { asksGrading: true }), ...(citation && { basis: citation }) },
      };
    }),
  ]),
};
