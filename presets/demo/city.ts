/**
 * What the demonstration city is made of: modelled on 惠州市, invented where it concerns anybody. Communities named in
 * the public filling guide keep their names; companies, people and figures are made up.
 */

export interface DemoDistrict {
  /** As in `presets/regions`. */
  readonly code: string;
  /** Sign-in name of its officer. */
  readonly account: string;
  readonly officer: string;
  /** Share of the city's communities; all shares add up to 1. */
  readonly share: number;
  /** How much more often than elsewhere a report is missed or late. */
  readonly slackness: number;
  /** Built-up area, `[latitude, longitude]` of two corners. */
  readonly corners: readonly [readonly [number, number], readonly [number, number]];
  /** Town or subdistrict, then a road in it. */
  readonly roads: readonly string[];
}

export const demoDistricts: readonly DemoDistrict[] = [
  {
    code: '441302',
    account: 'huicheng',
    officer: '谢文辉',
    share: 0.34,
    slackness: 0.8,
    corners: [
      [23.052, 114.375],
      [23.138, 114.472],
    ],
    roads: [
      '桥东街道东平北路',
      '桥东街道惠新西街',
      '桥西街道黄塘路',
      '桥西街道鹅岭西路',
      '桥西街道麦地路',
      '龙丰街道花边岭南路',
      '龙丰街道惠沙堤二路',
      '河南岸街道演达大道',
      '河南岸街道南岸路',
      '河南岸街道银岭路',
      '江北街道文昌一路',
      '江北街道云山西路',
      '江北街道三新南路',
      '江北街道文明一路',
      '江南街道下埔路',
      '水口街道惠泽大道',
      '水口街道龙湖大道',
      '小金口街道惠州大道',
      '小金口街道金青路',
      '三栋镇金山大道',
    ],
  },
  {
    code: '441303',
    account: 'huiyang',
    officer: '曾庆云',
    share: 0.17,
    slackness: 0.95,
    corners: [
      [22.756, 114.425],
      [22.822, 114.512],
    ],
    roads: [
      '淡水街道白云路',
      '淡水街道开城大道',
      '淡水街道人民四路',
      '淡水街道土湖路',
      '淡水街道中山六路',
      '淡水街道金惠大道',
      '秋长街道白石路',
      '秋长街道叶挺东路',
      '新圩镇长布路',
      '沙田镇田头路',
    ],
  },
  {
    code: '441322',
    account: 'boluo',
    officer: '林志豪',
    share: 0.13,
    slackness: 1.15,
    corners: [
      [23.142, 114.248],
      [23.192, 114.33],
    ],
    roads: [
      '罗阳街道博惠路',
      '罗阳街道解放西路',
      '罗阳街道商业西街',
      '罗阳街道榕城中路',
      '园洲镇园洲大道',
      '石湾镇振兴大道',
      '龙溪街道龙桥大道',
      '长宁镇广汕路',
    ],
  },
  {
    code: '441323',
    account: 'huidong',
    officer: '罗春燕',
    share: 0.11,
    slackness: 1.25,
    corners: [
      [22.952, 114.698],
      [23.004, 114.766],
    ],
    roads: [
      '平山街道惠东大道',
      '平山街道平安路',
      '平山街道飞鹅路',
      '平山街道广厦路',
      '平山街道新平大道',
      '大岭街道环城西路',
      '吉隆镇吉隆大道',
      '稔山镇海滨大道',
    ],
  },
  {
    code: '441324',
    account: 'longmen',
    officer: '廖国栋',
    share: 0.04,
    slackness: 1.6,
    corners: [
      [23.708, 114.226],
      [23.75, 114.282],
    ],
    roads: ['龙城街道西林路', '龙城街道太平路', '龙城街道迎宾大道', '龙城街道甘香路', '永汉镇鸣钟路', '平陵街道教育路'],
  },
  {
    code: '4413DY',
    account: 'dayawan',
    officer: '戴敏玲',
    share: 0.1,
    slackness: 0.9,
    corners: [
      [22.702, 114.452],
      [22.764, 114.586],
    ],
    roads: [
      '西区街道龙海二路',
      '西区街道龙山六路',
      '西区街道板樟岭路',
      '澳头街道中兴北路',
      '澳头街道安惠大道',
      '澳头街道新澳大道',
      '霞涌街道霞新西路',
    ],
  },
  {
    code: '4413ZK',
    account: 'zhongkai',
    officer: '钟俊杰',
    share: 0.11,
    slackness: 1,
    corners: [
      [22.978, 114.272],
      [23.052, 114.362],
    ],
    roads: [
      '陈江街道仲恺大道',
      '陈江街道元晖路',
      '惠环街道惠风四路',
      '惠环街道和畅五路',
      '惠环街道平南路',
      '沥林镇迎春路',
      '潼侨镇联发大道',
      '潼湖镇三和大道',
    ],
  },
];

/** In the order of their size; the first holds the communities of 陈国强. */
export const demoCompanies: readonly string[] = [
  '惠州市德宏物业服务有限公司',
  '惠州市金山物业管理有限公司',
  '广东东江之家物业服务有限公司',
  '惠州市安和居物业管理有限公司',
  '惠州市西湖春物业服务有限公司',
  '广东鹏湾物业发展有限公司',
  '惠州市悦邻物业服务有限公司',
  '惠州市宏泰物业管理有限公司',
  '广东城熙物业服务有限公司',
  '惠州市嘉和园物业管理有限公司',
  '惠州市丰渚物业服务有限公司',
  '惠州市南粤家物业管理有限公司',
  '广东汇邦城市服务有限公司',
  '惠州市罗浮物业服务有限公司',
  '惠州市淡水明珠物业管理有限公司',
  '惠州市锦绣物业服务有限公司',
  '惠州市朗晴物业管理有限公司',
  '广东和信物业服务有限公司',
  '惠州市澳湾物业管理有限公司',
  '惠州市三栋物业服务有限公司',
  '惠州市永安居物业管理有限公司',
  '惠州市恺城物业服务有限公司',
  '广东惠民物业管理有限公司',
  '惠州市华庭物业服务有限公司',
  '惠州市景逸物业管理有限公司',
  '惠州市同心物业服务有限公司',
  '惠州市巽寮物业管理有限公司',
  '惠州市诚实物业服务有限公司',
  '广东绿洲生活服务有限公司',
  '惠州市平山物业管理有限公司',
  '惠州市博雅物业服务有限公司',
  '惠州市天悦物业管理有限公司',
  '惠州市新园物业服务有限公司',
  '惠州市泰东物业管理有限公司',
  '惠州市龙门山水物业服务有限公司',
  '惠州市海晟物业管理有限公司',
  '惠州市石湾物业服务有限公司',
  '惠州市仁恒里物业管理有限公司',
  '惠州市万象里物业服务有限公司',
  '惠州市江畔物业管理有限公司',
  '惠州市众安物业服务有限公司',
  '惠州市秋长物业管理有限公司',
  '惠州市启明物业服务有限公司',
  '惠州市福临物业管理有限公司',
];

export interface NamedCommunity {
  readonly name: string;
  readonly district: string;
  readonly address: string;
  readonly at: readonly [number, number];
  /** Held by 陈国强, of the first company. */
  readonly ofDemoPerson?: true;
}

export const namedCommunities: readonly NamedCommunity[] = [
  {
    name: '东方巴比伦',
    district: '441302',
    address: '江北街道文昌一路9号',
    at: [23.1098, 114.4132],
    ofDemoPerson: true,
  },
  {
    name: '东江学府2期',
    district: '441302',
    address: '江北街道三新南路26号',
    at: [23.1127, 114.4287],
    ofDemoPerson: true,
  },
  {
    name: '金山龙庭3期',
    district: '441302',
    address: '三栋镇金山大道18号',
    at: [23.0583, 114.4016],
    ofDemoPerson: true,
  },
  {
    name: '东晖苑三期',
    district: '441302',
    address: '桥东街道东平北路112号',
    at: [23.0866, 114.4263],
    ofDemoPerson: true,
  },
  { name: '海伦熙岸名轩', district: '441302', address: '水口街道龙湖大道66号', at: [23.1051, 114.4635] },
  { name: '康馨华府', district: '441302', address: '河南岸街道演达大道21号', at: [23.0742, 114.4108] },
  { name: '湖滨苑黄塘市场', district: '441302', address: '桥西街道黄塘路7号', at: [23.0905, 114.3986] },
  { name: '丽景花园', district: '441302', address: '桥西街道麦地路38号', at: [23.0811, 114.4032] },
  { name: '南岸名都', district: '441302', address: '河南岸街道南岸路55号', at: [23.0716, 114.4179] },
  { name: '江湾一号', district: '441302', address: '桥东街道惠新西街3号', at: [23.0952, 114.4217] },
];

/** First and second part of a made-up community's name. */
export const nameBeginnings: readonly string[] = [
  ...['东江', '西湖', '金山', '红花', '鹅岭', '丰湖', '南湖', '平湖', '菱湖', '鳄湖', '罗浮', '象头', '白云', '飞鹅'],
  ...['翠湖', '锦江', '丽江', '滨江', '江北', '望江', '临江', '观澜', '听涛', '云顶', '天悦', '御景', '尚品', '世纪'],
  ...['阳光', '春晓', '秋长', '朝阳', '晨曦', '星河', '月亮湾', '碧水', '青山', '绿茵', '香樟', '紫荆', '桂花', '玉兰'],
  ...['荷塘', '竹溪', '松涛', '梅苑', '兰亭', '海棠', '丹桂', '凤凰', '麒麟', '金龙', '龙腾', '龙湖', '鸿基', '富康'],
  ...['安康', '永安', '长乐', '和顺', '康泰', '嘉和', '嘉逸', '福临', '瑞丰', '盛世', '华庭', '豪景', '名仕', '学林'],
  ...['文昌', '书香', '状元', '育才', '惠泽', '惠风', '惠新', '恺悦', '海湾', '碧海', '蓝湾', '澳湾', '椰林', '金沙'],
];
export const nameEndings: readonly string[] = [
  ...['花园', '苑', '华府', '名都', '豪庭', '新城', '公馆', '雅居', '名轩', '家园', '庭园', '名苑', '半岛', '国际'],
  ...['广场', '学府', '龙庭', '一号', '壹品', '丽都', '御园', '城市花园', '新村', '小区', '大厦', '湾畔', '云邸', '里'],
];
export const phases: readonly string[] = [
  '一期',
  '二期',
  '三期',
  '2期',
  '3期',
  '四期',
  'A区',
  'B区',
  '南区',
  '北区',
  '东区',
  '西区',
];

export const surnames =
  '陈李张黄林刘吴王杨梁罗曾谢邓何叶周钟徐廖郑蔡朱胡赖许邱彭江曹肖袁冯古欧戴卢魏苏温余丘詹游严董程范赵方石姚范高';
export const givenFirst =
  '国建志文伟俊家永明海春秋丽慧晓美玉淑秀少金小德仕庆振锦启嘉子思雅婷佩桂惠燕红立新宏广荣天景泽远';
export const givenSecond =
  '强华军辉东平明龙斌杰豪敏玲芳娟燕英霞萍红梅兰波涛峰云林生健文雄飞鹏超宇琴珍怡婷静欣莹君成安康民良义';
