package io.tocsin.notifiers.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Bodies of type {@code application/x-www-form-urlencoded}, sorted by name as Go's {@code url.Values} prints them. */
final class FormBody {
    private FormBody() {}

    static String of(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> escape(field.getKey()) + "=" + escape(field.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** Escapes as Go's {@code url.QueryEscape}, which differs from Java in {@code *} and {@code ~}. */
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
