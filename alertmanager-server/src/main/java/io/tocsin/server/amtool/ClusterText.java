package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.format.TimeLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How {@code amtool cluster show} prints the cluster: as the original does, and what a Tocsin that is not alone says beyond
 * that.
 */
final class ClusterText {
    private static final Set<String> ABSENT = Set.of("failed", "leaving");

    private final JsonValue cluster;
    private final JsonValue own;
    private final String dates;

    /**
     * @param cluster of the server's status
     * @param own what Tocsin's own part of the API says; empty if the server is none
     * @param dates {@code --date.format}
     */
    ClusterText(JsonValue cluster, Optional<JsonValue> own, String dates) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.own = own.orElse(JsonValue.Literal.NULL);
        this.dates = requireNonNull(dates, "dates");
    }

    String print(OutputFormat format) {
        return switch (format) {
            case SIMPLE -> head();
            case EXTENDED -> head() + "\n" + (isMember() ? members() : peers());
            case JSON -> (isMember() ? merged() : cluster).print() + "\n";
        };
    }

    /** What operators should change, a sentence each. */
    List<String> warnings() {
        return own.get("warnings").items().stream()
                .map(each -> Shown.plain(each.string()))
                .toList();
    }

    /** Whether it takes part in a cluster, be it the only one there; a lone server prints what the original prints. */
    private boolean isMember() {
        return own.get("members").items().size() > 1
                || !own.get("digest").string().isEmpty();
    }

    private String head() {
        StringBuilder text = new StringBuilder();
        line(text, "Cluster Status:", text(cluster, "status"));
        line(text, "Node Name:", text(cluster, "name"));
        if (isMember()) {
            line(text, "Members:", counts());
            String absent = absent();
            if (!absent.isEmpty()) {
                line(text, "Not There:", absent);
            }
            line(text, "State Digest:", text(own, "digest"));
            line(text, "Secret:", own.get("secret").isTrue() ? "yes" : "no");
            line(text, "Configurations:", own.get("configurationsDiffer").isTrue() ? "differ" : "equal");
        }
        return TextColumns.layOut(text.toString());
    }

    private String counts() {
        List<String> states = own.get("members").items().stream()
                .map(member -> member.get("state").string())
                .toList();
        long present = states.stream().filter(state -> !ABSENT.contains(state)).count();
        long ranked = states.stream().filter("ranked"::equals).count();
        return present + ", " + ranked + " of them take their turns";
    }

    /** Those that were there, by name, with what became of them. */
    private String absent() {
        return own.get("members").items().stream()
                .filter(member -> ABSENT.contains(member.get("state").string()))
                .map(member ->
                        text(member, "name") + " at " + text(member, "address") + " (" + text(member, "state") + ")")
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('\t').append(value).append('\n');
    }

    private String peers() {
        StringBuilder table = new StringBuilder("Address\tName\n");
        for (JsonValue peer : cluster.get("peers").items()) {
            table.append(text(peer, "address"))
                    .append('\t')
                    .append(text(peer, "name"))
                    .append("\t\n");
        }
        return TextColumns.layOut(table.toString());
    }

    private String members() {
        StringBuilder table =
                new StringBuilder("Address\tName\tState\tVersion\tConfiguration\tClock\tQueued\tLast Exchange\t\n");
        for (JsonValue member : own.get("members").items()) {
            for (String field : new String[] {"address", "name", "state", "version"}) {
                table.append(text(member, field)).append('\t');
            }
            table.append(number(member, "configHash"))
                    .append('\t')
                    .append(number(member, "clockOffsetMillis"))
                    .append(" ms\t")
                    .append(number(member, "queued"))
                    .append('\t')
                    .append(date(member.get("lastExchange").string()))
                    .append("\t\n");
        }
        return TextColumns.layOut(table.toString());
    }

    private String date(String written) {
        if (written.isEmpty()) {
            return "-";
        }
        try {
            return TimeLayout.format(dates, WrittenTime.parse(written));
        } catch (CommandFailure noTime) {
            return Shown.plain(written);
        }
    }

    /** The original's fields first, as they are. */
    private JsonValue merged() {
        JsonValue merged = cluster;
        for (Map.Entry<String, JsonValue> field : own.fields().entrySet()) {
            if (!cluster.fields().containsKey(field.getKey())) {
                merged = merged.with(field.getKey(), field.getValue());
            }
        }
        return merged;
    }

    private static String text(JsonValue of, String field) {
        return Shown.plain(of.get(field).string());
    }

    private static String number(JsonValue of, String field) {
        return Shown.plain(of.get(field).print());
    }
}
