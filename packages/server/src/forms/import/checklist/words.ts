/** What the words of a title lead one to expect, where nothing else tells. The first that fits counts. */
import type { Certainty } from '@anshao/core/forms/import-contract.ts';

export interface Expectation {
  readonly type: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For a choice. */
  readonly choices?: readonly string[];
  readonly certainty: Certainty;
}

const of = (type: string, certainty: Certainty = 'likely', more: Omit<Expectation, 'type' | 'certainty'> = {}) => ({
  type,
  certainty,
  ...more,
});

const expectations: readonly (readonly [words: RegExp, expectation: Expectation])[] = [
  [/照片|图片|拍照|相片|影像|现场图/, of('photos')],
  [/视频|录像/, of('video')],
  [/录音|语音/, of('audio')],
  [/签名|签字|签章|签收|盖章/, of('signature')],
  [/附件|文件$|资料$|扫描件|上传/, of('files')],
  [/二维码|条形?码|扫码/, of('scan')],
  [/身份证/, of('idCard')],
  [/邮箱|电子邮件|e-?mail/i, of('email')],
  [/网址|链接|网站/, of('url')],
  [/手机|电话|联系方式|座机|传真/, of('phone')],
  // 整改要求及期限 and 扣分原因 are told in words, whatever else they name.
  [/原因|要求|措施|意见|建议|描述|备注|说明$/, of('multiline')],
  [/定位|经纬度|GPS|坐标/i, of('location')],
  [/起止|起讫|有效期限|(日期|时间)段/, of('dateRange', 'unsure')],
  [/日期.*时间|时间.*日期/, of('dateTime')],
  [/日期|生日|年月日|[到截完起开结竣有到入租]\S?[期止成始束工效住]日$|有效期至?$|到期$|期限$/, of('date')],
  [/用时|耗时|时长|工时|工期/, of('number', 'unsure')],
  [/时间|时刻|何时/, of('dateTime', 'unsure')],
  [/^(是否|有无|能否|可否|是不是|有没有)|是否|有无/, of('yesNo')],
  [/姓名|业主|住户|访客|来访|被访|客户|租户|报修人|投诉人|联系人|受访|申报人|学员|司机/, of('text', 'unsure')],
  [/部门|科室|班组/, of('department', 'unsure')],
  [/^(小区|小区名称|所属小区|项目名称|物业项目)$/, of('community', 'unsure')],
  [/人员$|成员$|参加人|参与人|参训人/, of('people', 'unsure')],
  [
    /负责人|责任人|检查人|巡查人|巡检人|整改人|复核人|复查人|验收人|值班人|经办人|填表人|填报人|审核人|审批人|记录人|主管|组长|检查员|安全员|管理员|维修员|保安|[^法]人$/,
    of('person'),
  ],
  [/金额|费用|单价|总价|造价|价格|押金|租金|罚款|工资|预算|小计|合计金额|[^水电气]费$/, of('money')],
  [/百分比|比例|占比|合格率|完成率|[^频功效汇速]率$|%/, of('percentage')],
  [/满意度|星级/, of('rating', 'unsure')],
  [/数量|人数|次数|户数|个数|台数|层数|件数|栋数|份数|总数|楼层数/, of('integer')],
  [
    /面积|长度|高度|宽度|深度|距离|重量|温度|湿度|压力|浓度|电压|电流|电阻|里程|功率|读数|得分|分数|分值|扣分|分数|流量|体积|容量|风速|噪声|水位|液位/,
    of('number'),
  ],
  [
    /检查结果|检查结论|检测结果|巡查结果|巡检结果|判定|符合性|达标|结论$|结果$/,
    of('singleChoice', 'likely', { choices: ['合格', '不合格', '不适用'] }),
  ],
  [/整改结果|整改状态|完成情况|落实情况/, of('singleChoice', 'unsure', { choices: ['已完成', '未完成'] })],
  [/^性别$/, of('singleChoice', 'likely', { choices: ['男', '女'] })],
  [/隐患等级|风险等级/, of('singleChoice', 'unsure', { choices: ['重大', '较大', '一般'] })],
  [/编号|序号|单号|号码|代码|车牌|房号|楼号|门牌/, of('text')],
  [/地址|地点|位置|部位|场所|区域|楼栋|名称|标题|型号|规格|品牌|厂家|单位/, of('text')],
  [
    /备注|说明|描述|内容|情况|意见|建议|措施|原因|要求|问题|隐患|事项|概况|记录|依据|过程|经过|分析|总结|处理/,
    of('multiline'),
  ],
];

export function expectedBy(label: string): Expectation | undefined {
  return expectations.find(([words]) => words.test(label))?.[1];
}

const longestTitle = 60;

/** Whether a cell reads like the title of a column in a checklist or a table. */
export function isTitleWord(label: string): boolean {
  if (label.length > longestTitle) return false;
  return (
    /^(序号|编号|No\.?|项目|内容|标准|类别|名称|分类|状态|等级|类型|姓名|性别)$|检查|巡查|巡检/i.test(label) ||
    expectedBy(label) !== undefined
  );
}

/** Columns that count the rows. */
export const isCounter = (label: string) => /^(序号|序|编号|No\.?|#|项次|行号)$/i.test(label.trim());

/** Answers that checklists print to be ticked or crossed out. */
export const isAnswerWord = (text: string) =>
  /^(合格|不合格|是|否|有|无|正常|异常|不正常|无异常|有异常|发现异常|符合|不符合|基本符合|不适用|无此项|完好|损坏|破损|完整|缺失|齐全|有效|失效|无效|安全|不安全|优|良|中|差|好|一般|较差|√|✓|×|✗|Y|N|达标|不达标|已完成|未完成|通过|不通过|满意|基本满意|不满意|开|关|开启|关闭|运行|停用|故障|男|女)$/.test(
    text,
  );
