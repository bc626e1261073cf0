package io.tocsin.notifiers.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token as the token endpoint gave it. Immutable.
 *
 * @param authorization the {@code Authorization} header that carries it; a secret
 * @param obtainedAt when it came; a clock that shows less was set back
 * @param expiresAt null for a token that says nothing of its end
 */
record AccessToken(
        String authorization, Instant obtainedAt, @Nullable Instant expiresAt) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long LIFETIME_MAX_SECONDS = Integer.MAX_VALUE;

    static AccessToken parse(HttpAnswer.Received answer, Instant now) throws CallFailedException {
        Map<String, String> fields = isForm(answer) ? readForm(answer.body()) : readJson(answer.body());
        if (!fields.getOrDefault("error", "").isEmpty()) {
            throw TokenSource.noToken("the server answered with an error");
        }
        String token = fields.getOrDefault("access_token", "");
        if (token.isEmpty()) {
            throw TokenSource.noToken("server response missing access_token");
        }
        long lifetime = lifetime(fields.getOrDefault("expires_in", ""));
        return new AccessToken(
                type(fields.getOrDefault("token_type", "")) + " " + token,
                now,
                lifetime > 0 ? now.plusSeconds(lifetime) : null);
    }

    /** Whether it may have expired at {@code time}; of an earlier time than that of its coming nobody can say. */
    boolean isExpiredAt(Instant time) {
        return expiresAt != null && (time.isBefore(obtainedAt) || !time.isBefore(expiresAt));
    }

    @Override
    public String toString() {
        return "AccessToken";
    }

    /** Servers write {@code bearer}; receivers want {@code Bearer}. */
    private static String type(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "", "bearer" -> "Bearer";
            case "mac" -> "MAC";
            case "basic" -> "Basic";
            default -> type;
        };
    }

    private static long lifetime(String seconds) {
        try {
            return Math.min(Long.parseLong(seconds), LIFETIME_MAX_SECONDS);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isForm(HttpAnswer.Received answer) {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("text/plain");
    }

    private static Map<String, String> readForm(String body) throws CallFailedException {
        var fields = new HashMap<String, String>();
        try {
            for (String field : body.strip().split("&")) {
                String[] parts = field.split("=", 2);
                fields.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw TokenSource.noToken("cannot parse the server's form");
        }
        return fields;
    }

    private static Map<String, String> readJson(String body) throws CallFailedException {
        var fields = new HashMap<String, String>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw TokenSource.noToken("cannot parse json: no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // The parser's message quotes the text, which holds the token.
            throw TokenSource.noToken("cannot parse json");
        }
        return fields;
    }
}
