package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.config.RuleConfig.Alerting;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.rule.RuleEvaluation;
import io.tocsin.evaluator.rule.RuleView;
import io.tocsin.server.api.AlertWriter;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.prometheus.QueryThreads.Patience;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Rules and the alerts that they make. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go rules, alerts"
 */
final class RuleQuestions {
    private static final double MILLIS_PER_SECOND = 1e3;

    /** What needs somebody first, the older before the younger; those alike in the order of their labels. */
    private static final Comparator<AlertInstance> BY_URGENCY =
            Comparator.comparing(AlertInstance::state).reversed().thenComparingLong(AlertInstance::activeAtMillis);

    private final Supplier<List<GroupView>> groups;
    private final Function<Labels, Optional<Labels>> posted;
    private final String alertmanagerUrl;
    private final QueryThreads threads;
    private final Duration timeout;

    /**
     * @param groups by file and name
     * @param posted the labels under which the router knows an alert of a rule; empty if it is not sent there
     * @param alertmanagerUrl where alerts are sent: to this server
     * @param timeout for what is asked
     */
    RuleQuestions(
            Supplier<List<GroupView>> groups,
            Function<Labels, Optional<Labels>> posted,
            String alertmanagerUrl,
            QueryThreads threads,
            Duration timeout) {
        this.groups = requireNonNull(groups, "groups");
        this.posted = requireNonNull(posted, "posted");
        this.alertmanagerUrl = requireNonNull(alertmanagerUrl, "alertmanagerUrl");
        this.threads = requireNonNull(threads, "threads");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    CompletionStage<Answer> rules(RequestParameters parameters, Exchange exchange) {
        Patience patience = threads.patience(timeout, exchange::isAbandoned);
        return threads.run(
                () -> {
                    Wanted wanted = Wanted.read(parameters);
                    List<GroupView> kept = new ArrayList<>();
                    for (GroupView group : groups.get()) {
                        patience.check();
                        GroupView rest = wanted.of(group);
                        if (!rest.rules().isEmpty()) {
                            kept.add(rest);
                        }
                    }
                    Page page = Page.of(parameters, kept);
                    List<ShownGroup> shown = new ArrayList<>();
                    for (GroupView group : page.groups()) {
                        patience.check();
                        shown.add(new ShownGroup(
                                group, group.rules().stream().map(wanted::shown).toList()));
                    }
                    return new Answer(parts(shown, page.nextToken(), wanted), List.of(), List.of());
                },
                patience);
    }

    CompletionStage<Answer> alerts(RequestParameters parameters, Exchange exchange) {
        return threads.run(
                () -> {
                    List<AlertInstance> instances = groups.get().stream()
                            .flatMap(group -> group.rules().stream())
                            .flatMap(rule -> rule.instances().stream())
                            .toList();
                    return new Answer(
                            Pieces.within(
                                    out -> {
                                        out.writeStartObject();
                                        out.writeFieldName("alerts");
                                    },
                                    Pieces.array(instances, instance -> out -> write(out, instance, false)),
                                    GoJson::writeEndObject),
                            List.of(),
                            List.of());
                },
                threads.patience(timeout, exchange::isAbandoned));
    }

    CompletionStage<Answer> alertmanagers(RequestParameters parameters, Exchange exchange) {
        return CompletableFuture.completedStage(Answer.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("activeAlertmanagers");
            out.writeStartObject();
            out.writeStringField("url", alertmanagerUrl);
            out.writeEndObject();
            out.writeEndArray();
            out.writeArrayFieldStart("droppedAlertmanagers");
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    /**
     * Which rules are asked for, and what of them.
     *
     * @param alertsMost of a rule; {@link #EXCLUDED} if they were not asked for
     * @param withEvaluations our own: what Prometheus does not remember, and where the router has the alerts
     * @param withCounts our own: how many alerts there are, whether they are written or not
     */
    private record Wanted(
            String type,
            List<String> names,
            List<String> groupNames,
            List<String> files,
            List<List<Matcher>> selectors,
            int alertsMost,
            boolean withEvaluations,
            boolean withCounts) {
        private static final int EXCLUDED = -1;

        static Wanted read(RequestParameters parameters) throws RequestException {
            List<List<Matcher>> selectors = Selectors.all(parameters, false);
            String type = parameters.text("type").toLowerCase(Locale.ROOT);
            if (!List.of("", "alert", "record").contains(type)) {
                throw RequestException.badParameter("type", "not supported value \"" + type + "\"");
            }
            return new Wanted(
                    type,
                    parameters.all("rule_name[]"),
                    parameters.all("rule_group[]"),
                    parameters.all("file[]"),
                    selectors,
                    flag(parameters, "exclude_alerts") ? EXCLUDED : alertsMost(parameters),
                    flag(parameters, "evaluations"),
                    flag(parameters, "counts"));
        }

        private static int alertsMost(RequestParameters parameters) throws RequestException {
            String text = parameters.text("alert_limit");
            if (text.isEmpty()) {
                return Integer.MAX_VALUE;
            }
            try {
                int most = RequestParameters.readWhole(text);
                if (most >= 0) {
                    return most;
                }
            } catch (IllegalArgumentException ignored) {
                // Said below, like what is below zero.
            }
            throw RequestException.badParameter(
                    "alert_limit", "expected a whole number from 0 on, got \"" + text + "\"");
        }

        /** All of its alerts are in the order of the original. */
        ShownRule shown(RuleView rule) {
            List<AlertInstance> all = rule.instances();
            return new ShownRule(
                    rule,
                    alertsMost >= all.size()
                            ? all
                            : all.stream()
                                    .sorted(BY_URGENCY)
                                    .limit(Math.max(0, alertsMost))
                                    .toList(),
                    all.stream()
                            .filter(alert -> alert.state() == AlertState.FIRING)
                            .count());
        }

        private static boolean flag(RequestParameters parameters, String name) throws RequestException {
            String text = parameters.text(name);
            return switch (text) {
                case "1", "t", "T", "TRUE", "true", "True" -> true;
                case "", "0", "f", "F", "FALSE", "false", "False" -> false;
                default ->
                    throw RequestException.badParameter(
                            name,
                            "error converting " + name + ": strconv.ParseBool: parsing \"" + text
                                    + "\": invalid syntax");
            };
        }

        GroupView of(GroupView group) {
            boolean isWanted = isAmong(groupNames, group.id().name())
                    && isAmong(files, group.id().file());
            Predicate<RuleView> fits = rule -> isWanted && fits(rule);
            return new GroupView(
                    group.id(),
                    group.intervalMillis(),
                    group.limit(),
                    group.lastEvaluationMillis(),
                    group.evaluationSeconds(),
                    group.counts(),
                    group.rules().stream().filter(fits).toList());
        }

        private boolean fits(RuleView rule) {
            boolean isOfType = type.isEmpty() || type.equals(rule.config() instanceof Alerting ? "alert" : "record");
            return isOfType
                    && isAmong(names, rule.config().name())
                    && isSelected(rule.config().labels());
        }

        private boolean isSelected(Labels labels) {
            return selectors.isEmpty()
                    || selectors.stream().anyMatch(matchers -> matchers.stream().allMatch(m -> m.matches(labels)));
        }

        private static boolean isAmong(List<String> wanted, String value) {
            return wanted.isEmpty() || wanted.contains(value);
        }
    }

    /**
     * As many groups as were asked for.
     *
     * @param nextToken what to ask for the rest with; empty if there is none
     */
    private record Page(List<GroupView> groups, String nextToken) {
        static Page of(RequestParameters parameters, List<GroupView> all) throws RequestException {
            String limitText = parameters.text("group_limit");
            String token = parameters.text("group_next_token");
            if (limitText.isEmpty()) {
                if (!token.isEmpty()) {
                    throw RequestException.badParameter(
                            "group_next_token", "group_limit needs to be present in order to paginate over the groups");
                }
                return new Page(all, "");
            }
            int limit = limit(limitText);
            int from = token.isEmpty() ? 0 : start(all, token);
            int end = Math.min(all.size(), from + limit);
            return new Page(all.subList(from, end), end < all.size() ? tokenOf(all.get(end)) : "");
        }

        private static int limit(String text) throws RequestException {
            try {
                int limit = RequestParameters.readWhole(text);
                if (limit <= 0) {
                    throw RequestException.badParameter("group_limit", "group_limit needs to be greater than 0");
                }
                return limit;
            } catch (IllegalArgumentException e) {
                throw RequestException.badParameter(
                        "group_limit", "group_limit needs to be a valid number: strconv.ParseInt: " + e.getMessage());
            }
        }

        private static int start(List<GroupView> all, String token) throws RequestException {
            for (int i = 0; i < all.size(); i++) {
                if (tokenOf(all.get(i)).equals(token)) {
                    return i;
                }
            }
            throw RequestException.badParameter(
                    "group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
        }

        /** Of the first group of the next page. */
        private static String tokenOf(GroupView group) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest(group.id().toString().getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has it", e);
            }
        }
    }

    /**
     * A rule as it is written.
     *
     * @param alerts that are
     * @param firing how many there are, written or not
     */
    private record ShownRule(RuleView rule, List<AlertInstance> alerts, long firing) {}

    private record ShownGroup(GroupView group, List<ShownRule> rules) {}

    private Iterator<GoJson.Body> parts(List<ShownGroup> shown, String nextToken, Wanted wanted) {
        return Pieces.within(
                out -> {
                    out.writeStartObject();
                    out.writeFieldName("groups");
                },
                Pieces.array(Pieces.joined(Pieces.each(shown.iterator(), each -> parts(each, wanted)))),
                out -> {
                    if (!nextToken.isEmpty()) {
                        out.writeStringField("groupNextToken", nextToken);
                    }
                    out.writeEndObject();
                });
    }

    private Iterator<GoJson.Body> parts(ShownGroup shown, Wanted wanted) {
        GroupView group = shown.group();
        return Pieces.within(
                out -> {
                    out.writeStartObject();
                    escaped(out, "name", group.id().name());
                    escaped(out, "file", group.id().file());
                    out.writeFieldName("rules");
                },
                Pieces.array(Pieces.joined(Pieces.each(shown.rules().iterator(), rule -> parts(rule, wanted)))),
                out -> {
                    seconds(out, "interval", group.intervalMillis() / MILLIS_PER_SECOND);
                    out.writeNumberField("limit", group.limit());
                    seconds(out, "evaluationTime", group.evaluationSeconds());
                    out.writeStringField("lastEvaluation", time(group.lastEvaluationMillis()));
                    out.writeEndObject();
                });
    }

    /** A rule may have tens of thousands of alerts, each of which is a piece of its own. */
    private Iterator<GoJson.Body> parts(ShownRule shown, Wanted wanted) {
        RuleView rule = shown.rule();
        if (!(rule.config() instanceof Alerting alerting)) {
            return Pieces.one(out -> {
                out.writeStartObject();
                writeName(out, rule);
                if (!rule.config().labels().isEmpty()) {
                    labels(out, "labels", rule.config().labels());
                }
                writeRest(out, rule, wanted, "recording");
            });
        }
        return Pieces.within(
                out -> {
                    writeHead(out, rule, alerting);
                    out.writeFieldName("alerts");
                },
                wanted.alertsMost() == Wanted.EXCLUDED
                        ? Pieces.one(out -> out.writeRaw("null"))
                        : Pieces.array(shown.alerts(), alert -> out -> write(out, alert, wanted.withEvaluations())),
                out -> {
                    if (wanted.withCounts()) {
                        out.writeObjectFieldStart("alertCounts");
                        out.writeNumberField("firing", shown.firing());
                        out.writeNumberField("pending", rule.instances().size() - shown.firing());
                        out.writeEndObject();
                    }
                    writeRest(out, rule, wanted, "alerting");
                });
    }

    private static void writeHead(GoJson out, RuleView rule, Alerting alerting) {
        out.writeStartObject();
        out.writeStringField("state", rule.state().word());
        writeName(out, rule);
        seconds(out, "duration", alerting.hold().toMillis() / MILLIS_PER_SECOND);
        seconds(out, "keepFiringFor", alerting.keepFiring().toMillis() / MILLIS_PER_SECOND);
        labels(out, "labels", alerting.labels());
        labels(out, "annotations", alerting.annotations());
    }

    private static void writeName(GoJson out, RuleView rule) {
        escaped(out, "name", rule.config().name());
        escaped(out, "query", rule.query());
    }

    private static void writeRest(GoJson out, RuleView rule, Wanted wanted, String type) {
        out.writeStringField("health", rule.health().word());
        if (!rule.lastError().isEmpty()) {
            escaped(out, "lastError", rule.lastError());
        }
        seconds(out, "evaluationTime", rule.evaluationSeconds());
        out.writeStringField("lastEvaluation", time(rule.lastEvaluationMillis()));
        out.writeStringField("type", type);
        if (wanted.withEvaluations()) {
            writeEvaluations(out, rule);
        }
        if (wanted.withEvaluations() || wanted.withCounts()) {
            out.writeArrayFieldStart("emptySelectors");
            rule.emptySelectors().forEach(out::writeString);
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void writeEvaluations(GoJson out, RuleView rule) {
        out.writeArrayFieldStart("evaluations");
        for (RuleEvaluation each : rule.evaluations()) {
            out.writeStartObject();
            out.writeStringField("at", time(each.atMillis()));
            seconds(out, "durationSeconds", each.seconds());
            out.writeNumberField("samples", each.samples());
            if (!each.error().isEmpty()) {
                escaped(out, "error", each.error());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void write(GoJson out, AlertInstance instance, boolean withFingerprint) {
        out.writeStartObject();
        labels(out, "labels", instance.labels());
        labels(out, "annotations", instance.annotations());
        out.writeStringField("state", instance.state().word());
        out.writeStringField("activeAt", time(instance.activeAtMillis()));
        if (instance.keepFiringSinceMillis() != AlertInstance.NONE) {
            out.writeStringField("keepFiringSince", time(instance.keepFiringSinceMillis()));
        }
        out.writeStringField("value", NumberText.scientific(instance.value()));
        if (withFingerprint && instance.state() == AlertState.FIRING) {
            posted.apply(instance.labels())
                    .ifPresent(labels -> out.writeStringField(
                            "fingerprint", labels.fingerprint().toString()));
        }
        out.writeEndObject();
    }

    private static void labels(GoJson out, String field, Labels labels) {
        out.writeFieldName(field);
        AlertWriter.write(out, labels);
    }

    private static void escaped(GoJson out, String field, String text) {
        out.escapeHtml(true);
        out.writeStringField(field, text);
        out.escapeHtml(false);
    }

    private static void seconds(GoJson out, String field, double seconds) {
        out.writeFieldName(field);
        out.writeRaw(NumberText.sample(seconds));
    }

    /** Go's time of nothing stands for none. */
    private static String time(long millis) {
        return millis == AlertInstance.NONE
                ? "0001-01-01T00:00:00Z"
                : Instant.ofEpochMilli(millis).toString();
    }
}
