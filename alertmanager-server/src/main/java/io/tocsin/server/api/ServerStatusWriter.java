package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem;
import io.tocsin.server.api.ConfigurationState.FailedLoad;
import io.tocsin.server.api.StatusReport.Amounts;
import io.tocsin.server.api.StatusReport.Integration;
import io.tocsin.server.api.StatusReport.Receiver;
import io.tocsin.server.health.IntegrationHealth;
import io.tocsin.server.release.Release;
import io.tocsin.server.storage.StorageCondition;
import io.tocsin.server.storage.StorageCondition.Trouble;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the body of {@link StatusEndpoint}; {@code docs/api.md} describes the fields. */
final class ServerStatusWriter {
    private final GoJson out;
    private final ApiParts parts;
    private final StatusReport report;

    ServerStatusWriter(GoJson out, ApiParts parts, StatusReport report) {
        this.out = requireNonNull(out, "out");
        this.parts = requireNonNull(parts, "parts");
        this.report = requireNonNull(report, "report");
    }

    /** @param showsOriginal whether with the whole configuration */
    void write(Amounts amounts, List<UsageLimit> limits, boolean showsOriginal) {
        out.writeStartObject();
        writeServer();
        writeConfiguration(showsOriginal);
        report.evaluator().ifPresent(this::write);
        out.writeArrayFieldStart("receivers");
        report.receivers().forEach(this::write);
        out.writeEndArray();
        writeStorage(report.storage());
        out.writeArrayFieldStart("limits");
        limits.forEach(this::write);
        out.writeEndArray();
        out.writeObjectFieldStart("intake");
        out.writeNumberField("received", report.posts().alerts());
        report.posts().lastAt().ifPresent(at -> out.writeStringField("lastReceivedAt", ApiTime.format(at)));
        out.writeEndObject();
        out.writeObjectFieldStart("counts");
        out.writeNumberField("alerts", amounts.alerts());
        out.writeNumberField("groups", amounts.groups());
        out.writeNumberField("silences", amounts.silences());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void writeServer() {
        Release release = parts.release();
        out.writeStringField("token", report.version());
        out.writeStringField("version", release.tocsinVersion());
        out.writeStringField("compatibleVersion", release.version());
        out.writeStringField("revision", release.revision());
        out.writeStringField("startedAt", ApiTime.format(parts.startedAt()));
        out.writeStringField("now", ApiTime.format(report.now()));
        out.writeStringField("readiness", report.readiness());
        out.writeArrayFieldStart("features");
        parts.status().features().forEach(out::writeString);
        out.writeEndArray();
    }

    private void writeConfiguration(boolean showsOriginal) {
        ConfigurationState configuration = report.configuration();
        out.writeObjectFieldStart("configuration");
        out.writeStringField("file", configuration.file());
        if (showsOriginal) {
            out.writeStringField("original", parts.configuration().get().original());
        }
        out.writeNumberField("hash", configuration.hash());
        out.writeStringField("loadedAt", ApiTime.format(configuration.loadedAt()));
        write("warnings", configuration.warnings());
        @Nullable FailedLoad pending = configuration.pending().orElse(null);
        if (pending != null) {
            out.writeObjectFieldStart("pending");
            out.writeStringField("failedAt", ApiTime.format(pending.at()));
            out.writeStringField("message", pending.message());
            write("problems", pending.problems());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void write(String field, List<Problem> problems) {
        out.writeArrayFieldStart(field);
        for (Problem problem : problems) {
            out.writeStartObject();
            out.writeStringField("file", problem.position().file());
            out.writeNumberField("line", problem.position().line());
            out.writeNumberField("column", problem.position().column());
            out.writeStringField("path", problem.path());
            out.writeStringField("message", problem.message());
            problem.hint().ifPresent(hint -> out.writeStringField("hint", hint));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void write(Receiver receiver) {
        out.writeStartObject();
        out.writeStringField("name", receiver.name());
        out.writeArrayFieldStart("integrations");
        receiver.integrations().forEach(this::write);
        out.writeEndArray();
        out.writeEndObject();
    }

    private void write(Integration integration) {
        IntegrationHealth health = integration.health();
        out.writeStartObject();
        out.writeStringField("name", integration.configured().label());
        out.writeStringField("integration", integration.configured().type().name());
        out.writeNumberField("index", integration.configured().index());
        out.writeBooleanField("sendResolved", integration.configured().config().sendResolved());
        out.writeNumberField("sent", health.sent());
        out.writeNumberField("failed", health.failed());
        out.writeNumberField("underWay", health.underWay());
        health.lastSuccess().ifPresent(success -> {
            out.writeObjectFieldStart("lastSuccess");
            out.writeStringField("at", ApiTime.format(success.at()));
            out.writeNumberField("durationMillis", success.latency().toMillis());
            out.writeEndObject();
        });
        health.lastFailure().ifPresent(failure -> {
            out.writeObjectFieldStart("lastFailure");
            out.writeStringField("at", ApiTime.format(failure.at()));
            out.writeStringField("reason", failure.reason().label());
            out.writeStringField("message", failure.message());
            out.writeEndObject();
        });
        out.writeEndObject();
    }

    private void writeStorage(StorageCondition storage) {
        out.writeObjectFieldStart("storage");
        @Nullable Trouble trouble = storage.trouble().orElse(null);
        if (storage.folder().isEmpty()) {
            out.writeStringField("state", "memory");
        } else {
            out.writeStringField("state", trouble == null ? "ok" : "degraded");
            out.writeStringField("path", storage.folder().get().toString());
        }
        storage.bytes().ifPresent(bytes -> out.writeNumberField("bytes", bytes));
        if (trouble != null) {
            out.writeStringField("error", trouble.why());
            out.writeStringField("since", ApiTime.format(trouble.since()));
        }
        out.writeEndObject();
    }

    private void write(EvaluatorCondition evaluator) {
        out.writeObjectFieldStart("evaluator");
        out.writeStringField("file", evaluator.file());
        out.writeObjectFieldStart("targets");
        out.writeNumberField("all", evaluator.targets().all());
        out.writeNumberField("down", evaluator.targets().down());
        out.writeEndObject();
        out.writeObjectFieldStart("rules");
        out.writeNumberField("all", evaluator.rules().all());
        out.writeNumberField("failing", evaluator.rules().failing());
        out.writeNumberField("withoutSeries", evaluator.rules().withoutSeries());
        out.writeEndObject();
        out.writeObjectFieldStart("series");
        out.writeNumberField("used", evaluator.series());
        out.writeNumberField("max", evaluator.seriesMax());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void write(UsageLimit limit) {
        out.writeStartObject();
        out.writeStringField("name", limit.name());
        out.writeStringField("text", limit.text());
        out.writeNumberField("used", limit.used());
        limit.max().ifPresent(max -> out.writeNumberField("max", max));
        out.writeStringField("unit", limit.unit().label());
        out.writeEndObject();
    }
}
