package io.tocsin.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What clients accept and send, as far as an API that speaks JSON alone cares.
 *
 * @see "Upstream: go-openapi/runtime NegotiateContentType; Go: mime.ParseMediaType"
 */
final class MediaTypes {
    private static final String JSON_TYPE = "application/json";
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private MediaTypes() {}

    /** @param accepts the Accept headers; none accepts everything */
    static boolean isJsonAccepted(List<String> accepts) {
        if (accepts.isEmpty()) {
            return true;
        }
        for (String header : accepts) {
            for (String range : header.split(",")) {
                if (isJsonAccepted(range)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isJsonAccepted(String range) {
        String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].trim();
        if (!type.equals(JSON_TYPE) && !type.equals("application/*") && !type.equals("*/*")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=")) {
                return !parameter.substring(2).matches("0(\\.0*)?");
            }
        }
        return true;
    }

    /** @throws Refusal if a body of this type is not read */
    static void requireJson(Optional<String> contentType) throws Refusal {
        String header = contentType.orElse("");
        if (header.equals(JSON_TYPE)) {
            // Nearly every request: nothing to take apart.
            return;
        }
        String type = UNKNOWN_TYPE;
        if (!header.isEmpty()) {
            int semicolon = header.indexOf(';');
            type = (semicolon < 0 ? header : header.substring(0, semicolon))
                    .trim()
                    .toLowerCase(Locale.ROOT);
            String problem = problem(type, semicolon < 0 ? "" : header.substring(semicolon));
            if (!problem.isEmpty()) {
                throw Refusal.badRequest(
                        "parsing Content-Type header from \"" + header + "\" failed, because mime: " + problem);
            }
        }
        if (type.equals("*/*") || type.equals("application/*")) {
            // Upstream takes such a range for an allowed type, and then finds nobody to read it.
            throw new Refusal(500, 500, "no consumer registered for " + type);
        }
        if (!type.equals(JSON_TYPE)) {
            throw new Refusal(
                    415, 415, "unsupported media type \"" + type + "\", only [" + JSON_TYPE + "] are allowed");
        }
    }

    private static String problem(String type, String parameters) {
        if (type.isEmpty()) {
            return "no media type";
        }
        int slash = type.indexOf('/');
        if (!isToken(slash < 0 ? type : type.substring(0, slash))) {
            return "unexpected content after media type";
        }
        if (slash >= 0 && !isToken(type.substring(slash + 1))) {
            return slash == type.length() - 1 ? "expected token after slash" : "unexpected content after media subtype";
        }
        for (String parameter : parameters.split(";")) {
            int equals = parameter.indexOf('=');
            boolean isBlank = parameter.isBlank();
            if (!isBlank
                    && (equals < 0 || !isToken(parameter.substring(0, equals).trim()))) {
                return "invalid media parameter";
            }
        }
        return "";
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }
}
