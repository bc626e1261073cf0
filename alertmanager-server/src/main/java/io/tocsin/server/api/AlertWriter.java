package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.label.Labels;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.util.List;

/** Writes alerts and groups with the original's fields in the original's order. */
public final class AlertWriter {
    private AlertWriter() {}

    /**
     * An alert as a GET shows it.
     *
     * @param mutedBy names of the time intervals that mute its group
     */
    record ShownAlert(Alert alert, List<String> receivers, AlertStatus status, List<String> mutedBy) {
        boolean isSuppressed() {
            return status.isSuppressed() || !mutedBy.isEmpty();
        }
    }

    /** Strings inside an alert are escaped for HTML, unlike everything around it: as in the original. */
    static void write(GoJson out, ShownAlert shown) {
        out.escapeHtml(true);
        Alert alert = shown.alert();
        out.writeStartObject();
        out.writeFieldName("annotations");
        write(out, alert.annotations());
        out.writeStringField("endsAt", ApiTime.format(alert.endsAt()));
        out.writeStringField("fingerprint", alert.fingerprint().toString());
        out.writeArrayFieldStart("receivers");
        for (String receiver : shown.receivers()) {
            writeReceiver(out, receiver);
        }
        out.writeEndArray();
        out.writeStringField("startsAt", ApiTime.format(alert.startsAt()));
        writeStatus(out, shown);
        out.writeStringField("updatedAt", ApiTime.format(alert.updatedAt()));
        if (!alert.generatorUrl().isEmpty()) {
            out.writeStringField("generatorURL", alert.generatorUrl());
        }
        out.writeFieldName("labels");
        write(out, alert.labels());
        out.writeEndObject();
        out.escapeHtml(false);
    }

    private static void writeStatus(GoJson out, ShownAlert shown) {
        out.writeObjectFieldStart("status");
        writeStrings(out, "inhibitedBy", shown.status().inhibitedBy());
        writeStrings(out, "mutedBy", shown.mutedBy());
        writeStrings(out, "silencedBy", shown.status().silencedBy());
        out.writeStringField("state", shown.isSuppressed() ? "suppressed" : "active");
        out.writeEndObject();
    }

    static void writeStrings(GoJson out, String field, List<String> values) {
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    static void writeHead(GoJson out) {
        out.writeStartObject();
        out.writeArrayFieldStart("alerts");
    }

    /** Everything of a group behind its alerts. */
    static void writeTail(GoJson out, GroupView group) {
        out.writeEndArray();
        out.writeFieldName("labels");
        write(out, group.labels());
        out.writeFieldName("receiver");
        writeReceiver(out, group.receiver());
        out.writeFieldName("routeLabels");
        write(out, group.routeLabels().get());
        out.writeEndObject();
    }

    private static void writeReceiver(GoJson out, String name) {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeEndObject();
    }

    public static void write(GoJson out, Labels labels) {
        out.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            out.writeStringField(labels.name(i), labels.value(i));
        }
        out.writeEndObject();
    }
}
