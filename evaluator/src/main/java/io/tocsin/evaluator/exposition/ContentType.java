package io.tocsin.evaluator.exposition;

import io.tocsin.core.label.GoQuote;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which format a {@code Content-Type} announces.
 *
 * @see "Upstream: model/textparse/interface.go extractMediaType; Go: mime.ParseMediaType"
 */
public final class ContentType {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`{|}~";

    /** Longer ones mean nothing, and would take long to read. */
    private static final int HEADER_MAX = 1024;

    private final String rest;
    private int at;

    private ContentType(String rest) {
        this.rest = rest;
    }

    /**
     * @param header as it was sent; empty if there was none
     * @param fallback the format of targets that say nothing, or nothing that is known
     * @throws ExpositionSyntaxException if no format results
     */
    public static ExpositionFormat formatOf(String header, Optional<ExpositionFormat> fallback)
            throws ExpositionSyntaxException {
        String type = mediaType(header);
        ExpositionFormat announced = type == null ? null : formatOf(type);
        if (announced != null) {
            return announced;
        }
        return fallback.orElseThrow(() -> new ExpositionSyntaxException(refusal(header, type)));
    }

    private static String refusal(String header, @Nullable String type) {
        if (header.isEmpty()) {
            return "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for"
                    + " target";
        }
        String quoted = GoQuote.quote(header.length() > 200 ? header.substring(0, 200) : header);
        return type == null
                ? "cannot parse Content-Type " + quoted + " and no fallback_scrape_protocol for target"
                : "received unsupported Content-Type " + quoted
                        + " and no fallback_scrape_protocol specified for target";
    }

    private static @Nullable ExpositionFormat formatOf(String mediaType) {
        return switch (mediaType) {
            case "text/plain" -> ExpositionFormat.TEXT;
            case "application/openmetrics-text" -> ExpositionFormat.OPEN_METRICS;
            default -> null;
        };
    }

    /** @return in small letters; null if {@code header} is malformed */
    private static @Nullable String mediaType(String header) {
        if (header.length() > HEADER_MAX) {
            return null;
        }
        int semicolon = header.indexOf(';');
        String type = (semicolon < 0 ? header : header.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        int slash = type.indexOf('/');
        boolean isType =
                slash < 0 ? isToken(type) : isToken(type.substring(0, slash)) && isToken(type.substring(slash + 1));
        boolean isWellFormed =
                isType && (semicolon < 0 || new ContentType(header.substring(semicolon)).hasParameters());
        return isWellFormed ? type : null;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(ContentType::isTokenSign);
    }

    private static boolean isTokenSign(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    /** Whether the rest is parameters, of which none is given twice in different ways. */
    private boolean hasParameters() {
        Map<String, String> seen = new HashMap<>();
        skipSpace();
        while (at < rest.length()) {
            if (rest.substring(at).strip().equals(";")) {
                return true;
            }
            if (!take(';')) {
                return false;
            }
            String name = token().toLowerCase(Locale.ROOT);
            String value = !name.isEmpty() && take('=') ? value() : null;
            if (value == null || !value.equals(seen.getOrDefault(name, value))) {
                return false;
            }
            seen.put(name, value);
            skipSpace();
        }
        return true;
    }

    private void skipSpace() {
        while (at < rest.length() && Character.isWhitespace(rest.charAt(at))) {
            at++;
        }
    }

    private boolean take(char sign) {
        skipSpace();
        boolean isThere = at < rest.length() && rest.charAt(at) == sign;
        at += isThere ? 1 : 0;
        skipSpace();
        return isThere;
    }

    private String token() {
        int from = at;
        while (at < rest.length() && isTokenSign(rest.charAt(at))) {
            at++;
        }
        return rest.substring(from, at);
    }

    /** @return null if there is none */
    private @Nullable String value() {
        if (at >= rest.length() || rest.charAt(at) != '"') {
            String token = token();
            return token.isEmpty() ? null : token;
        }
        StringBuilder text = new StringBuilder();
        for (at++; at < rest.length(); at++) {
            char c = rest.charAt(at);
            if (c == '"') {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < rest.length() && rest.charAt(at + 1) == '"') {
                c = rest.charAt(++at);
            }
            text.append(c);
        }
        return null;
    }
}
