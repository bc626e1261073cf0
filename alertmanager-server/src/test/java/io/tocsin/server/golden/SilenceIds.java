package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tocsin.server.process.HttpExchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives the silences that are created in one run names: the first is {@code {silence-1}}. Requests name silences so, and
 * what comes back is written down so, because servers draw the real ids at random.
 */
final class SilenceIds {
    private static final Pattern CREATED = Pattern.compile("\\{\"silenceID\":\"([0-9a-f-]{36})\"}");

    /** Names by id, in order of creation. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /** The request with real ids in the place of names. */
    HttpExchange withIds(HttpExchange request) {
        byte[] body = request.body();
        // Some bodies are no UTF-8, on purpose; in this charset every byte stays what it is.
        byte[] realBody =
                body == null ? null : withIds(new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
        return new HttpExchange(request.method(), withIds(request.target()), request.headers(), realBody);
    }

    private String withIds(String text) {
        String real = text;
        for (Map.Entry<String, String> each : names.entrySet()) {
            real = real.replace(each.getValue(), each.getKey());
        }
        return real;
    }

    /** The answer with names in the place of ids; an id that was given just now gets its name here. */
    String withNames(String answer) {
        var created = CREATED.matcher(answer);
        if (created.find()) {
            names.computeIfAbsent(created.group(1), id -> "{silence-" + (names.size() + 1) + "}");
        }
        String named = answer;
        for (Map.Entry<String, String> each : names.entrySet()) {
            named = named.replace(each.getKey(), each.getValue());
        }
        return named;
    }
}
