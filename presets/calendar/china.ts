/**
 * Public holidays and swap working days from the State Council's yearly notices, reduced to dates; collected by
 * NateScarlet/holiday-cn (MIT). 2027 is not announced yet: until then its days follow the weekdays.
 */
export interface PublicDay {
  readonly date: string;
  readonly name: string;
  /** True for a weekend day that is worked in exchange. */
  readonly working: boolean;
  /** The notice. */
  readonly source: string;
}

/** Month-day and name per year; a trailing `*` marks a swap working day. */
const notices: readonly { year: number; source: string; days: string }[] = [
  {
    year: 2023,
    source: 'http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm',
    days: '2022-12-31元旦 01-01元旦 01-02元旦 01-21春节 01-22春节 01-23春节 01-24春节 01-25春节 01-26春节 01-27春节 01-28春节* 01-29春节* 04-05清明节 04-23劳动节* 04-29劳动节 04-30劳动节 05-01劳动节 05-02劳动节 05-03劳动节 05-06劳动节* 06-22端午节 06-23端午节 06-24端午节 06-25端午节* 09-29中秋节、国庆节 09-30中秋节、国庆节 10-01中秋节、国庆节 10-02中秋节、国庆节 10-03中秋节、国庆节 10-04中秋节、国庆节 10-05中秋节、国庆节 10-06中秋节、国庆节 10-07中秋节、国庆节* 10-08中秋节、国庆节*',
  },
  {
    year: 2024,
    source: 'https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm',
    days: '01-01元旦 02-04春节* 02-10春节 02-11春节 02-12春节 02-13春节 02-14春节 02-15春节 02-16春节 02-17春节 02-18春节* 04-04清明节 04-05清明节 04-06清明节 04-07清明节* 04-28劳动节* 05-01劳动节 05-02劳动节 05-03劳动节 05-04劳动节 05-05劳动节 05-11劳动节* 06-10端午节 09-14中秋节* 09-15中秋节 09-16中秋节 09-17中秋节 09-29国庆节* 10-01国庆节 10-02国庆节 10-03国庆节 10-04国庆节 10-05国庆节 10-06国庆节 10-07国庆节 10-12国庆节*',
  },
  {
    year: 2025,
    source: 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
    days: '01-01元旦 01-26春节* 01-28春节 01-29春节 01-30春节 01-31春节 02-01春节 02-02春节 02-03春节 02-04春节 02-08春节* 04-04清明节 04-05清明节 04-06清明节 04-27劳动节* 05-01劳动节 05-02劳动节 05-03劳动节 05-04劳动节 05-05劳动节 05-31端午节 06-01端午节 06-02端午节 09-28国庆节、中秋节* 10-01国庆节、中秋节 10-02国庆节、中秋节 10-03国庆节、中秋节 10-04国庆节、中秋节 10-05国庆节、中秋节 10-06国庆节、中秋节 10-07国庆节、中秋节 10-08国庆节、中秋节 10-11国庆节、中秋节*',
  },
  {
    year: 2026,
    source: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    days: '01-01元旦 01-02元旦 01-03元旦 01-04元旦* 02-14春节* 02-15春节 02-16春节 02-17春节 02-18春节 02-19春节 02-20春节 02-21春节 02-22春节 02-23春节 02-28春节* 04-04清明节 04-05清明节 04-06清明节 05-01劳动节 05-02劳动节 05-03劳动节 05-04劳动节 05-05劳动节 05-09劳动节* 06-19端午节 06-20端午节 06-21端午节 09-20国庆节* 09-25中秋节 09-26中秋节 09-27中秋节 10-01国庆节 10-02国庆节 10-03国庆节 10-04国庆节 10-05国庆节 10-06国庆节 10-07国庆节 10-10国庆节*',
  },
];

export const calendarDays: readonly PublicDay[] = notices.flatMap(({ year, source, days }) =>
  days.split(' ').map((day) => {
    const match = /^((?:\d{4}-)?\d{2}-\d{2})(.+?)(\*?)$/.exec(day);
    if (!match) throw new Error(`not a day: ${day}`);
    const [, date = '', name = '', swap] = match;
    return { date: date.length === 5 ? `${year}-${date}` : date, name, working: swap === '*', source };
  }),
);
