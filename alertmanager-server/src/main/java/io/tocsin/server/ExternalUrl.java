package io.tocsin.server;

import io.tocsin.core.config.GoUrl;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.release.HostName;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the server is reached from outside.
 *
 * @see "Upstream: cmd/alertmanager/main.go extURL, observed with 0.33.1"
 * @param url without a trailing slash, written as Go writes it
 * @param path of the URL, its escapes undone, without a trailing slash; empty for the root
 * @param origin as browsers name that of its pages; empty if it has no host
 */
record ExternalUrl(String url, String path, String origin) {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalUrl.class);

    /**
     * @param given as on the command line; empty for the machine's name and {@code port}
     * @throws FlagException if {@code given} is no http or https URL
     */
    static ExternalUrl of(String given, int port) throws FlagException {
        String text = given.isEmpty() ? "http://" + HostName.read() + ":" + port : given;
        GoUrl url = parse(text);
        if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
            throw new FlagException("--web.external-url: \"" + given + "\": invalid \"" + url.scheme()
                    + "\" scheme, only 'http' and 'https' are supported, as in http://alerts.example.com/");
        }
        if (url.host().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("url", given)
                    .log("--web.external-url has no host: links in notifications lead nowhere. Expected for example"
                            + " http://alerts.example.com/");
        }
        // Deviation D-196: query and fragment are left out, where the original appends paths of links to them.
        return new ExternalUrl(url.base(), url.path().replaceAll("/+$", ""), origin(url));
    }

    private static String origin(GoUrl url) {
        String usualPort = url.scheme().equals("https") ? ":443" : ":80";
        String host = url.host().endsWith(usualPort)
                ? url.host().substring(0, url.host().length() - usualPort.length())
                : url.host();
        return host.isEmpty() ? "" : url.scheme() + "://" + host.toLowerCase(Locale.ROOT);
    }

    private static GoUrl parse(String text) throws FlagException {
        try {
            return GoUrl.parse(text);
        } catch (GoUrl.UrlSyntaxException e) {
            throw new FlagException("--web.external-url: \"" + text + "\" is not a URL: " + e.explanation());
        }
    }
}
