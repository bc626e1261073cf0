package io.tocsin.server.api;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import io.tocsin.server.release.Release;
import org.jspecify.annotations.Nullable;

/** Writes the body of {@code GET /api/v2/status}. */
final class StatusWriter {
    private StatusWriter() {}

    static void write(GoJson out, ApiParts parts, ClusterView cluster, ConfigurationView configuration) {
        out.writeStartObject();
        writeCluster(out, cluster);
        out.writeObjectFieldStart("config");
        out.writeStringField("original", configuration.original());
        out.writeEndObject();
        // The name is the original's: it is when the process started, not how long it is up.
        out.writeStringField("uptime", ApiTime.format(parts.startedAt()));
        writeVersion(out, parts.release());
        out.writeEndObject();
    }

    private static void writeCluster(GoJson out, ClusterView cluster) {
        out.writeObjectFieldStart("cluster");
        @Nullable ClusterStatus known = cluster.status().orElse(null);
        if (known != null) {
            out.writeStringField("name", known.name());
        }
        out.writeArrayFieldStart("peers");
        for (Member peer : cluster.present()) {
            out.writeStartObject();
            out.writeStringField("address", peer.address());
            out.writeStringField("name", peer.name());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("status", cluster.word());
        out.writeEndObject();
    }

    private static void writeVersion(GoJson out, Release release) {
        out.writeObjectFieldStart("versionInfo");
        out.writeStringField("branch", release.branch());
        out.writeStringField("buildDate", release.buildDate());
        out.writeStringField("buildUser", release.buildUser());
        out.writeStringField("goVersion", release.runtime());
        out.writeStringField("revision", release.revision());
        out.writeStringField("version", release.version());
        out.writeEndObject();
    }
}
