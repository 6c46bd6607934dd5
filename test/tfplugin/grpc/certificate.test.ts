import { X509Certificate } from 'node:crypto';
import { makeCertificate } from '../../../src/tfplugin/grpc/certificate';

test('a certificate for localhost that signs itself, in the encoding parsers insist on', () => {
  for (let time = 0; time < 20; time++) {
    const { der, certificate } = makeCertificate();
    const parsed = new X509Certificate(der);
    expect(new X509Certificate(certificate).raw.equals(der)).toBe(true);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(parsed.serialNumber).toHaveLength(32);
    expect(new Date(parsed.validFrom).getTime()).toBeLessThanOrEqual(Date.now());
  }
});

test('years from 2050 on have four digits', () => {
  const parsed = new X509Certificate(makeCertificate(Date.UTC(2045, 5, 1)).der);
  expect(new Date(parsed.validTo).getUTCFullYear()).toBe(2055);
});
