package io.tocsin.server.http;

import java.util.Locale;

/** Which forms of a body a client takes, as its {@code Accept-Encoding} says. */
final class AcceptedCodings {
    private AcceptedCodings() {}

    /** @param header empty for none */
    static boolean includeGzip(String header) {
        if (header.isEmpty()) {
            return false;
        }
        for (String offer : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = offer.strip().split(";", 2);
            boolean isRefused = parts.length > 1 && parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            if (parts[0].strip().equals("gzip") && !isRefused) {
                return true;
            }
        }
        return false;
    }
}
