/** Words of pickers that ask the server, where they cannot reach it. Source catalogue. */
export const pickingZh = {
  offline: '没有网络，请连上网络后再选',
  shownFromBefore: '没有网络，显示上次看到的数据',
  nothingKept: '没有网络，还没有可选的数据；连上网络打开一次后可离线选择',
} as const;
