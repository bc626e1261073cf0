package io.tocsin.server.api;

import io.tocsin.core.label.GoQuote;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What clients accept and send, as far as an API that speaks JSON alone cares.
 *
 * @see "Upstream: go-openapi/runtime NegotiateContentType"
 */
final class MediaTypes {
    private static final String JSON_TYPE = "application/json";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

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
        String type = header.isEmpty() ? UNKNOWN_TYPE : type(header);
        if (type.equals("*/*") || type.equals("application/*")) {
            // Upstream takes such a range for an allowed type, and then finds nobody to read it.
            throw new Refusal(500, 500, "no consumer registered for " + type);
        }
        if (!type.equals(JSON_TYPE)) {
            throw new Refusal(
                    415, 415, "unsupported media type \"" + type + "\", only [" + JSON_TYPE + "] are allowed");
        }
    }

    private static String type(String header) throws Refusal {
        String type;
        try {
            type = MediaType.parse(header).name();
        } catch (MediaType.MalformedException e) {
            throw malformed(header, String.valueOf(e.getMessage()));
        }
        if (type.indexOf('/') < 0) {
            // Upstream shows what it has made of the header by then.
            throw malformed(type, "mediatype: malformed: " + GoQuote.quote(type) + " has no subtype");
        }
        return type;
    }

    private static Refusal malformed(String header, String why) {
        return Refusal.badRequest(
                "parsing Content-Type header from " + GoQuote.quote(header) + " failed, because " + why);
    }
}
