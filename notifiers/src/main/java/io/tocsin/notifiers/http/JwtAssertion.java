package io.tocsin.notifiers.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs what is exchanged for a token in the JWT bearer grant.
 *
 * @see "RFC 7523 section 3; Upstream: prometheus/common config.JwtGrantTypeConfig"
 */
final class JwtAssertion {
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");

    /** What precedes the length of a PKCS#1 key to make it PKCS#8: version 0 and the algorithm rsaEncryption. */
    private static final byte[] RSA_PREFIX = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private JwtAssertion() {}

    /** @param key PEM of an RSA private key, PKCS#1 or PKCS#8 */
    static String sign(OAuth2Config config, JwtBearer bearer, String key, Instant now) throws CallFailedException {
        try {
            String content = encode(header(bearer)) + "." + encode(claims(config, bearer, now));
            Signature signature = Signature.getInstance(javaAlgorithm(bearer.algorithm()));
            signature.initSign(parse(key));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw TokenSource.noToken("the private key is not usable (expected: RSA in PEM)");
        } catch (IOException e) {
            throw TokenSource.noToken("the claims cannot be written as JSON");
        }
    }

    private static Map<String, Object> header(JwtBearer bearer) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", bearer.algorithm());
        if (!bearer.keyId().isEmpty()) {
            header.put("kid", bearer.keyId());
        }
        header.put("typ", "JWT");
        return header;
    }

    private static Map<String, Object> claims(OAuth2Config config, JwtBearer bearer, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", bearer.issuer().isEmpty() ? config.clientId() : bearer.issuer());
        claims.put("sub", config.clientId());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("aud", bearer.audience().isEmpty() ? config.tokenUrl().toString() : bearer.audience());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        if (!config.scopes().isEmpty()) {
            claims.put("scope", String.join(" ", config.scopes()));
        }
        claims.putAll(bearer.claims());
        return claims;
    }

    private static String javaAlgorithm(String algorithm) {
        return switch (algorithm) {
            case "RS384" -> "SHA384withRSA";
            case "RS512" -> "SHA512withRSA";
            default -> "SHA256withRSA";
        };
    }

    private static PrivateKey parse(String pem) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("key: no PEM (expected: an RSA private key)");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        byte[] pkcs8 = matcher.group(1) == null ? der : wrap(der);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrap(byte[] pkcs1) {
        return tagged(0x30, concat(RSA_PREFIX, tagged(0x04, pkcs1)));
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static String encode(Map<String, Object> object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(object, json);
        }
        return BASE64.encodeToString(bytes.toByteArray());
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
