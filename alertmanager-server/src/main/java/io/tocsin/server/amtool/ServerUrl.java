package io.tocsin.server.amtool;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, as {@code --alertmanager.url} says.
 *
 * @param base scheme, host, port and path, without a slash at the end and without credentials
 * @param authorization value of the header that carries the URL's user and password, if it has any
 * @param isDefault whether nobody named a server
 */
record ServerUrl(String base, Optional<String> authorization, boolean isDefault) {
    private static final int PORT_MAX = 65_535;
    private static final String EXAMPLE = "; expected one such as http://localhost:9093";

    /**
     * @param text empty stands for the default
     * @throws CommandFailure if it is no URL, or not one of HTTP
     */
    static ServerUrl parse(String text) throws CommandFailure {
        if (text.isEmpty()) {
            return new ServerUrl("http://localhost:9093", Optional.empty(), true);
        }
        URI url = uri(text);
        String scheme = url.getScheme();
        if (scheme == null) {
            throw failure("no scheme in \"" + shown(text) + "\"", text, null);
        }
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw failure("unsupported protocol scheme \"" + scheme + "\"", text, null);
        }
        // Deviation D-131: the original asks localhost:9093 then, and takes the rest for a path.
        if (url.getHost() == null) {
            throw failure("no host in \"" + shown(text) + "\"", text, null);
        }
        if (url.getPort() > PORT_MAX) {
            throw failure("address " + url.getPort() + ": invalid port", text, null);
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return new ServerUrl(
                scheme + "://" + url.getHost() + port + path,
                Optional.ofNullable(url.getRawUserInfo()).map(ServerUrl::basic),
                false);
    }

    /** The scheme alone may be missing, as in {@code //host:9093}. */
    private static URI uri(String text) throws CommandFailure {
        try {
            return new URI(text.startsWith("//") ? "http:" + text : text);
        } catch (URISyntaxException e) {
            throw failure("\"" + shown(text) + "\" is not a URL: " + e.getReason(), text, e);
        }
    }

    private static CommandFailure failure(String message, String text, @Nullable Throwable cause) {
        String whole = "http://" + text;
        String hint = !text.contains("//") && isUrl(whole) ? "did you mean \"" + shown(whole) + "\"?" : "";
        return new CommandFailure("--alertmanager.url: " + message + EXAMPLE, hint, cause);
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException ignored) {
            return false;
        }
    }

    /** Without credentials, which messages must not repeat. */
    private static String shown(String text) {
        return text.replaceFirst("^([^/]*//)?[^/]*@", "$1");
    }

    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        String both = decoded(user) + ":" + decoded(password);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The address of a part of the API, its parameters in the order given. */
    String api(String path, List<Map.Entry<String, String>> parameters) {
        StringBuilder url = new StringBuilder(base).append(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters) {
            url.append(separator)
                    .append(escaped(parameter.getKey()))
                    .append('=')
                    .append(escaped(parameter.getValue()));
            separator = '&';
        }
        return url.toString();
    }

    boolean isEncrypted() {
        return base.regionMatches(true, 0, "https:", 0, "https:".length());
    }

    /** Whether {@code url} leads to this server, so that it may see the credentials. */
    boolean isAt(URL url) {
        URI own = URI.create(base);
        int port = own.getPort() < 0 ? (isEncrypted() ? 443 : 80) : own.getPort();
        return url.getProtocol().equalsIgnoreCase(own.getScheme())
                && url.getHost().equalsIgnoreCase(own.getHost())
                && (url.getPort() < 0 ? url.getDefaultPort() : url.getPort()) == port;
    }

    /** As Go's url.PathEscape. */
    static String pathSegment(String text) {
        return escaped(text, "-_.~$&+=:@");
    }

    /** As Go's url.QueryEscape. */
    private static String escaped(String text) {
        return escaped(text, "-_.~").replace("%20", "+");
    }

    private static String escaped(String text, String plain) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || plain.indexOf(b) >= 0;
            if (isPlain) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return out.toString();
    }

    /** Leaves out the credentials. */
    @Override
    public String toString() {
        return base;
    }
}
