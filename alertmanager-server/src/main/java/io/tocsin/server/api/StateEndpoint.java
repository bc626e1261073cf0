package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.server.http.Exchange;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code GET /api/tocsin/v1/state/silences} and {@code /nflog}: what the server remembers, each record as the protobuf
 * message that the original writes into its snapshot of that name, in Base64.
 *
 * @param <T> what a record is of
 */
final class StateEndpoint<T> implements Consumer<Exchange> {
    static final String SILENCES = "/api/tocsin/v1/state/silences";
    static final String NOTIFICATIONS = "/api/tocsin/v1/state/nflog";

    private final Supplier<List<T>> source;
    private final Function<T, byte[]> encoder;

    private StateEndpoint(Supplier<List<T>> source, Function<T, byte[]> encoder) {
        this.source = requireNonNull(source, "source");
        this.encoder = requireNonNull(encoder, "encoder");
    }

    static StateEndpoint<?> silences(Engine engine) {
        return new StateEndpoint<>(engine.silences()::all, SilenceRecord::encode);
    }

    static StateEndpoint<?> notifications(Engine engine) {
        return new StateEndpoint<>(engine::notifications, NotificationRecord::encode);
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.allowGzip();
        Iterator<T> rest = source.get().iterator();
        SlicedJson.send(
                exchange,
                out -> {
                    if (!rest.hasNext()) {
                        return false;
                    }
                    out.writeString(Base64.getEncoder().encodeToString(encoder.apply(rest.next())));
                    return true;
                },
                failure -> ApiV2.fail(exchange, failure));
    }
}
