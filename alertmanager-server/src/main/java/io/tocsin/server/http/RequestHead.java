package io.tocsin.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses requests whose head can be read in two ways, so that a proxy in front and this server never see different ones.
 *
 * <p>Deviation D-171: what is no HTTP at all does not come as far as this.
 *
 * @see "Go: net/http readRequest, readTransfer, httpguts.ValidHostHeader"
 */
final class RequestHead {
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z!$%&()*+,.:;='\\[\\]_~-]*");

    private RequestHead() {}

    /** An answer after which the connection ends: where the next request begins is not known. */
    record Fault(int status, String text) {}

    static Optional<Fault> fault(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            // Frames tell where a body ends, and the framework has checked the pseudo headers.
            return Optional.empty();
        }
        boolean isOld = request.version() == HttpVersion.HTTP_1_0;
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty() && (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked"))) {
            return Optional.of(new Fault(501, "Unsupported transfer encoding"));
        }
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.isEmpty() && !isOld) {
            return Optional.of(new Fault(400, "400 Bad Request: missing required Host header"));
        }
        if (hosts.size() > 1) {
            return Optional.of(new Fault(400, "400 Bad Request"));
        }
        if (hosts.size() == 1 && !HOST.matcher(hosts.get(0)).matches()) {
            return Optional.of(new Fault(400, "400 Bad Request: malformed Host header"));
        }
        return Optional.empty();
    }
}
