package io.tocsin.core.config;

import io.tocsin.core.config.GoUrl.UrlSyntaxException;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import java.util.Optional;

/** URLs in configuration files. Messages never show the URL: it may be a secret. */
public final class ConfigUrls {
    private static final int SCHEME_SHOWN_MAX = 6;
    private static final String HINT = "write it as in \"https://example.org:8080/path\".";

    private ConfigUrls() {}

    /**
     * A URL that can be called: http or https, with a host.
     *
     * @param originalPrefix what the original puts before its message
     * @return empty for a null, and after a problem
     */
    public static Optional<GoUrl> http(YamlNode node, String originalPrefix) {
        Optional<GoUrl> url = any(node, originalPrefix);
        if (url.isEmpty()) {
            return url;
        }
        String scheme = url.get().scheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            node.error(
                    isHidden(scheme)
                            ? "expected a URL that starts with http:// or https://"
                            : "expected an http or https URL, got one of scheme " + GoQuote.quote(scheme),
                    HINT,
                    Stage.VALUE,
                    originalPrefix + "unsupported scheme " + GoQuote.quote(isHidden(scheme) ? "" : scheme)
                            + " for URL");
            return Optional.empty();
        }
        if (url.get().host().isEmpty()) {
            node.error(
                    "expected a URL with a host, got one without",
                    HINT,
                    Stage.VALUE,
                    originalPrefix + "missing host for URL");
            return Optional.empty();
        }
        return url;
    }

    /** A long scheme is rather the beginning of a secret that stands in the wrong place. */
    private static boolean isHidden(String scheme) {
        return scheme.isEmpty() || scheme.length() > SCHEME_SHOWN_MAX;
    }

    /** Anything that Go takes for a URL, relative and empty ones included. */
    static Optional<GoUrl> any(YamlNode node, String originalPrefix) {
        Optional<String> text = node.isNull() ? Optional.empty() : node.text();
        try {
            return text.map(GoUrl::parse);
        } catch (UrlSyntaxException e) {
            // Deviation D-023: the original shows the URL.
            String original = originalPrefix + "parse \"" + Secret.MASK + "\": " + e.getMessage();
            node.error("expected a URL, but " + e.explanation(), HINT, Stage.VALUE, original);
            return Optional.empty();
        }
    }
}
