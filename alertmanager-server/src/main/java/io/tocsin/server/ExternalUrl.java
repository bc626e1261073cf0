package io.tocsin.server;

import io.tocsin.server.flags.FlagException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the server is reached from outside.
 *
 * @param url without a trailing slash
 * @param path of the URL, without a trailing slash; empty for the root
 */
record ExternalUrl(String url, String path) {
    private static final Path HOST_NAME_FILE = Path.of("/proc/sys/kernel/hostname");

    /**
     * @param given as on the command line; empty for the machine's name and {@code port}
     * @throws FlagException if {@code given} is no http or https URL
     */
    static ExternalUrl of(String given, int port) throws FlagException {
        String text = given.isEmpty() ? "http://" + hostName() + ":" + port : given;
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new FlagException("--web.external-url: invalid \"" + scheme
                        + "\" scheme, only 'http' and 'https' are supported, as in http://alerts.example.com/");
            }
            if (uri.getHost() == null && uri.getAuthority() == null) {
                throw new FlagException("--web.external-url: \"" + given
                        + "\" has no host, expected for example http://alerts.example.com/");
            }
            return of(uri);
        } catch (URISyntaxException e) {
            throw new FlagException("--web.external-url: \"" + given + "\" is not a URL: " + e.getReason());
        }
    }

    private static ExternalUrl of(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String trimmed = path.replaceAll("/+$", "");
        if (!trimmed.isEmpty() && !trimmed.startsWith("/")) {
            trimmed = "/" + trimmed;
        }
        return new ExternalUrl(uri.getScheme() + "://" + uri.getRawAuthority() + trimmed, trimmed);
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME_FILE).strip();
        } catch (IOException notLinux) {
            return hostNameByAddress();
        }
    }

    private static String hostNameByAddress() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
