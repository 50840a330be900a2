/** Columns a directory sheet may have, by kind. Sheets are titled in Chinese whatever language the desk speaks. */
import type { ImportKind } from '@anshao/core/org/contract.ts';
import type { DeskText } from '../text.ts';

export interface ImportField {
  readonly name: string;
  readonly title: string;
  readonly word: DeskText;
  readonly required?: boolean;
}

export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  communities: [
    { name: 'code', title: '小区编号', word: 'communityCode', required: true },
    { name: 'name', title: '小区名称', word: 'communityName', required: true },
    { name: 'district', title: '县区', word: 'district', required: true },
    { name: 'company', title: '物业公司', word: 'company' },
    { name: 'companyCode', title: '公司编号', word: 'companyCode' },
    { name: 'address', title: '地址', word: 'address' },
    { name: 'latitude', title: '纬度', word: 'latitude' },
    { name: 'longitude', title: '经度', word: 'longitude' },
    { name: 'status', title: '状态', word: 'state' },
  ],
  people: [
    { name: 'name', title: '姓名', word: 'personName', required: true },
    { name: 'mobile', title: '手机号', word: 'mobile', required: true },
    { name: 'role', title: '岗位', word: 'role', required: true },
    { name: 'communityCode', title: '小区编号', word: 'communityCode' },
    { name: 'companyCode', title: '公司编号', word: 'companyCode' },
    { name: 'district', title: '县区', word: 'district' },
  ],
};
