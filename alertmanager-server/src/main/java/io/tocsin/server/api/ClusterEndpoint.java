package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/tocsin/v1/cluster}: the cluster as this member sees it. Fields are added, never changed.
 *
 * @see "docs/api.md"
 */
final class ClusterEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/cluster";

    private final ClusterViews cluster;

    ClusterEndpoint(ClusterViews cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        cluster.fresh()
                .whenComplete((view, failure) -> exchange.resume(() -> {
                    if (failure == null) {
                        exchange.end(200, ApiV2.JSON, GoJson.buffer(out -> write(out, view), "\n"));
                    } else {
                        ApiV2.fail(exchange, failure);
                    }
                }));
    }

    private static void write(GoJson out, ClusterView view) {
        out.writeStartObject();
        out.writeStringField("status", view.word());
        @Nullable ClusterStatus status = view.status().orElse(null);
        if (status != null) {
            out.writeStringField("name", status.name());
            out.writeStringField("digest", status.digest());
            out.writeBooleanField("configurationsDiffer", status.configurationsDiffer());
            out.writeBooleanField("secret", view.isSealed());
        }
        out.writeArrayFieldStart("warnings");
        view.warnings().forEach(out::writeString);
        out.writeEndArray();
        out.writeArrayFieldStart("members");
        if (status != null) {
            status.members().forEach(member -> write(out, member));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(GoJson out, Member member) {
        out.writeStartObject();
        out.writeStringField("name", member.name());
        out.writeStringField("address", member.address());
        out.writeBooleanField("self", member.isSelf());
        out.writeStringField("state", member.state().name().toLowerCase(Locale.ROOT));
        out.writeStringField("version", member.version());
        out.writeNumberField("configHash", member.configHash());
        out.writeNumberField("clockOffsetMillis", member.clockOffset().toMillis());
        out.writeNumberField("queued", member.queued());
        member.lastHeard().ifPresent(at -> out.writeStringField("lastHeard", ApiTime.format(at)));
        member.lastExchange().ifPresent(at -> out.writeStringField("lastExchange", ApiTime.format(at)));
        out.writeEndObject();
    }
}
