import { createSign, generateKeyPairSync } from "node:crypto";

/**
 * A self-signed certificate for 127.0.0.1, made now: a minimal X.509 v1 structure (RFC 5280) around a fresh P-256 key,
 * so that no key lies in the repository.
 */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = der(0x30, der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const commonName = der(0x30, der(0x06, Buffer.from("550403", "hex")), der(0x0c, Buffer.from("127.0.0.1")));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, time("200101000000Z"), time("490101000000Z"));
  const serial = der(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const content = der(0x30, serial, ecdsaWithSha256, name, validity, name, subjectKey);
  const signature = createSign("SHA256").update(content).sign(privateKey);
  const certificate = der(0x30, content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}

/** One value of the Distinguished Encoding Rules: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const time = (utc: string): Buffer => der(0x17, Buffer.from(utc));
