package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * Port: lets requests in, before anything looks at what they ask for. Thread-safe: asked on any event loop, which it must
 * not block.
 */
public interface Gate {
    /** Lets everybody in, and knows nobody. */
    Gate WIDE_OPEN = request -> Future.succeededFuture(
            new Verdict.Admitted(Identity.ANONYMOUS, request.remoteAddress().hostAddress()));

    /**
     * May set headers of the answer, whatever the verdict.
     *
     * @return complete already where nothing has to be computed
     */
    Future<Verdict> ask(HttpServerRequest request);

    /** Whether a request may come in. */
    sealed interface Verdict {
        /** @param address the IP address of whoever asks, which may be behind a proxy */
        record Admitted(Identity identity, String address) implements Verdict {
            public Admitted {
                requireNonNull(identity, "identity");
                requireNonNull(address, "address");
            }
        }

        /** @param text the answer's body, one sentence */
        record Refused(int status, String text) implements Verdict {
            public Refused {
                requireNonNull(text, "text");
            }
        }
    }
}
