import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { tc3Authorization, tc3CanonicalRequest, tc3StringToSign } from './signature.ts';

// Source: Tencent Cloud, “签名方法 v3”, example DescribeInstances (also TencentCloud/signature-process-demo).
const describeInstances = {
  service: 'cvm',
  host: 'cvm.tencentcloudapi.com',
  action: 'DescribeInstances',
  contentType: 'application/json; charset=utf-8',
  payload: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
  timestamp: 1551113065,
};

test('the published canonical request is reproduced', () => {
  const text = tc3CanonicalRequest(describeInstances);
  expect(text.endsWith('35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064')).toBe(true);
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84',
  );
});

test('the published string to sign is reproduced', () => {
  expect(tc3StringToSign(describeInstances)).toBe(
    'TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84',
  );
});

test('the published signature is reproduced', () => {
  // The document masks the secret with asterisks, and its signature is that of the asterisks.
  const key = { secretId: `AKID${'*'.repeat(32)}`, secretKey: '*'.repeat(32) };
  expect(tc3Authorization(describeInstances, key)).toBe(
    `TC3-HMAC-SHA256 Credential=AKID${'*'.repeat(32)}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f`,
  );
});
