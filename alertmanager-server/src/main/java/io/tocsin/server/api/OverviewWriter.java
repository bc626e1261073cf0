package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.server.overview.AlertRow;
import io.tocsin.server.overview.AlertState;
import io.tocsin.server.overview.Facet;
import io.tocsin.server.overview.GroupRow;
import io.tocsin.server.overview.Selected;
import io.tocsin.server.overview.SeverityCounts;
import io.tocsin.server.overview.ShownGroup;
import io.tocsin.server.overview.StateCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes pages of alerts and of groups, in parts. */
final class OverviewWriter {
    /** What stands in front of either page. */
    record Head(Selected selected, Instant now, List<Matcher> matchers, List<Facet> facets, OptionalInt totalGroups) {}

    private OverviewWriter() {}

    /** @param nextFlushes of each alert */
    static List<GoJson.Body> alerts(Head head, List<AlertRow> page, List<Optional<Instant>> nextFlushes) {
        List<GoJson.Body> parts = new ArrayList<>(page.size() + 2);
        parts.add(out -> {
            write(out, head);
            out.writeArrayFieldStart("alerts");
        });
        for (int i = 0; i < page.size(); i++) {
            AlertRow row = page.get(i);
            Optional<Instant> nextFlush = nextFlushes.get(i);
            parts.add(out -> write(out, row, nextFlush));
        }
        parts.add(OverviewWriter::writeEnd);
        return parts;
    }

    /**
     * @param nextFlushes of each group
     * @param listed how many alerts of each group are written at most
     */
    static List<GoJson.Body> groups(Head head, List<ShownGroup> page, List<Optional<Instant>> nextFlushes, int listed) {
        List<GoJson.Body> parts = new ArrayList<>();
        parts.add(out -> {
            write(out, head);
            out.writeArrayFieldStart("groups");
        });
        for (int i = 0; i < page.size(); i++) {
            ShownGroup group = page.get(i);
            parts.add(groupHead(group, nextFlushes.get(i)));
            group.first(listed).forEach(row -> parts.add(out -> write(out, row, Optional.empty())));
            parts.add(OverviewWriter::writeEnd);
        }
        parts.add(OverviewWriter::writeEnd);
        return parts;
    }

    private static void writeEnd(GoJson out) {
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(GoJson out, Head head) {
        Selected selected = head.selected();
        out.writeStartObject();
        out.writeStringField("version", selected.overview().version());
        out.writeStringField("now", ApiTime.format(head.now()));
        out.writeNumberField("all", selected.overview().alerts().size());
        out.writeNumberField("total", selected.alerts().size());
        write(out, "states", selected.states());
        out.writeArrayFieldStart("severities");
        selected.severities().forEach(each -> write(out, each));
        out.writeEndArray();
        out.writeArrayFieldStart("facets");
        head.facets().forEach(facet -> write(out, facet));
        out.writeEndArray();
        out.writeArrayFieldStart("matchers");
        head.matchers().forEach(matcher -> MatcherWriter.write(out, matcher));
        out.writeEndArray();
        head.totalGroups().ifPresent(total -> out.writeNumberField("totalGroups", total));
    }

    private static void write(GoJson out, String field, StateCounts counts) {
        out.writeObjectFieldStart(field);
        for (AlertState state : AlertState.values()) {
            out.writeNumberField(state.word(), counts.of(state));
        }
        out.writeEndObject();
    }

    private static void write(GoJson out, SeverityCounts counts) {
        out.writeStartObject();
        out.writeStringField("value", counts.severity().value());
        out.writeNumberField("total", counts.states().total());
        write(out, "states", counts.states());
        out.writeEndObject();
    }

    private static void write(GoJson out, Facet facet) {
        out.writeStartObject();
        out.writeStringField("name", facet.name());
        out.writeArrayFieldStart("values");
        for (Facet.Value value : facet.values()) {
            out.writeStartObject();
            out.writeStringField("value", value.value());
            out.writeNumberField("count", value.count());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("distinct", facet.distinct());
        out.writeEndObject();
    }

    /** @param nextFlush empty also where the group says it */
    private static void write(GoJson out, AlertRow row, Optional<Instant> nextFlush) {
        Alert alert = row.newest();
        out.writeStartObject();
        out.writeStringField("fingerprint", row.fingerprint().toString());
        out.writeFieldName("labels");
        AlertWriter.write(out, row.labels());
        out.writeFieldName("annotations");
        AlertWriter.write(out, alert.annotations());
        out.writeStringField("startsAt", ApiTime.format(alert.startsAt().toInstant()));
        out.writeStringField("endsAt", ApiTime.format(alert.endsAt().toInstant()));
        out.writeStringField("updatedAt", ApiTime.format(alert.updatedAt()));
        if (!alert.generatorUrl().isEmpty()) {
            out.writeStringField("generatorURL", alert.generatorUrl());
        }
        out.writeStringField("state", row.state().word());
        if (row.severity().isGiven()) {
            out.writeStringField("severity", row.severity().value());
        }
        write(out, nextFlush);
        AlertWriter.writeStrings(out, "silencedBy", row.circumstances().silencedBy());
        AlertWriter.writeStrings(out, "inhibitedBy", row.circumstances().inhibitedBy());
        AlertWriter.writeStrings(out, "mutedBy", row.circumstances().mutedBy());
        AlertWriter.writeStrings(out, "receivers", row.circumstances().receivers());
        out.writeEndObject();
    }

    private static void write(GoJson out, Optional<Instant> nextFlush) {
        nextFlush.ifPresent(at -> out.writeStringField("nextFlush", ApiTime.format(at)));
    }

    /** Everything of a group in front of its alerts, worked out now: on a worker. */
    private static GoJson.Body groupHead(ShownGroup group, Optional<Instant> nextFlush) {
        Labels shared = group.shared();
        Labels sharedAnnotations = group.sharedAnnotations();
        return out -> {
            out.writeStartObject();
            group.natural().ifPresent(natural -> {
                out.writeStringField("key", natural.key());
                out.writeStringField("receiver", natural.receiver());
            });
            out.writeFieldName("labels");
            AlertWriter.write(out, group.labels());
            out.writeFieldName("shared");
            AlertWriter.write(out, shared);
            out.writeFieldName("sharedAnnotations");
            AlertWriter.write(out, sharedAnnotations);
            out.writeNumberField("total", group.total());
            write(out, "states", group.states());
            if (group.severity().isGiven()) {
                out.writeStringField("severity", group.severity().value());
            }
            out.writeStringField("startsAt", ApiTime.format(group.startsAt().toInstant()));
            write(out, nextFlush);
            AlertWriter.writeStrings(
                    out, "mutedBy", group.natural().map(GroupRow::mutedBy).orElse(List.of()));
            out.writeArrayFieldStart("alerts");
        };
    }
}
