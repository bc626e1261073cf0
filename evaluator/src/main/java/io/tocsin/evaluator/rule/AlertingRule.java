package io.tocsin.evaluator.rule;

import io.tocsin.core.config.UrlEscapes;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.promql.PromqlPrinter;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.rule.RuleOutput.Point;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SeriesOrder;
import io.tocsin.evaluator.template.RuleTemplate;
import io.tocsin.evaluator.template.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes alerts of what an expression gives. Each label set is an alert of its own:
 *
 * <pre>
 * none, inactive -&gt; pending   a sample
 * pending        -&gt; firing    a sample, and "for" has passed since the first one; at once without it
 * firing         -&gt; pending   "for" has not passed: a reload has made it longer
 * pending        -&gt; none      no sample
 * firing         -&gt; firing    no sample, for less than "keep_firing_for"
 * firing         -&gt; inactive  no sample
 * inactive       -&gt; none      after 15 minutes, in which it is sent as resolved
 * </pre>
 *
 * @see "Upstream: rules/alerting.go"
 */
final class AlertingRule implements Rule {
    static final String ALERT_NAME = "alertname";
    private static final String ALERT_STATE = "alertstate";
    private static final String ALERTS = "ALERTS";
    private static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";
    private static final long RESOLVED_KEPT_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final int SEND_FAILURES_BRIDGED = 4;
    private static final double MILLIS = 1000;

    private final RuleConfig.Alerting config;
    private final RuleKey key;
    private final Query query;
    private final String expression;
    private final Map<String, RuleTemplate> labels;
    private final Map<String, RuleTemplate> annotations;
    private Map<Labels, AlertInstance> alerts = new LinkedHashMap<>();

    /** Those of the alerts that are pending or fire, in order: sorting them costs, and they are asked for several times. */
    private List<AlertInstance> active = List.of();

    private RestoredAlerts restored = RestoredAlerts.none();

    /** Of the expression, after a restart, or an outage. */
    private long lookBackMillis;

    /** Or when it was evaluated last before a restart. */
    private long lastSlotMillis = Moment.NONE;

    AlertingRule(RuleConfig.Alerting config, RuleKey key) {
        this.config = config;
        this.key = key;
        this.query = new Query(config.expr(), config.exprText());
        this.expression = PromqlPrinter.print(config.expr());
        this.labels = templates(config.name(), config.labels());
        this.annotations = templates(config.name(), config.annotations());
    }

    private static Map<String, RuleTemplate> templates(String alert, Labels texts) {
        Map<String, RuleTemplate> templates = new LinkedHashMap<>();
        texts.asMap().forEach((name, text) -> templates.put(name, RuleTemplate.of(alert, text)));
        return templates;
    }

    @Override
    public RuleConfig.Alerting config() {
        return config;
    }

    RuleKey key() {
        return key;
    }

    /** Goes on where the same rule of an earlier configuration was. */
    void takeOver(AlertingRule earlier) {
        alerts = new LinkedHashMap<>(earlier.alerts);
        active = earlier.active;
        restored = earlier.restored;
        lookBackMillis = earlier.lookBackMillis;
        lastSlotMillis = earlier.lastSlotMillis;
    }

    /**
     * Goes on as after a restart: since its last evaluation nobody has looked at anything for some time.
     *
     * @param expressionLookBackMillis how far back the expression looks
     */
    void resume(EvaluationSettings.AlertTiming timing, long expressionLookBackMillis) {
        if (!Moment.isSet(lastSlotMillis)) {
            return;
        }
        List<AlertInstance> before =
                kept(lastSlotMillis).stream().map(KeptAlert::alert).toList();
        alerts.clear();
        restore(before, lastSlotMillis, timing, expressionLookBackMillis);
    }

    /**
     * Goes on where the same rule was before a restart.
     *
     * @param seenMillis when that was
     * @param expressionLookBackMillis how far back the expression looks
     */
    void restore(
            List<AlertInstance> before,
            long seenMillis,
            EvaluationSettings.AlertTiming timing,
            long expressionLookBackMillis) {
        restored = RestoredAlerts.of(before, seenMillis, timing);
        lookBackMillis = expressionLookBackMillis;
        for (AlertInstance alert : before) {
            if (alert.state() != AlertState.PENDING) {
                alerts.put(alert.labels(), alert);
            }
        }
        lastSlotMillis = seenMillis;
        active = sortedActive();
    }

    @Override
    public RuleOutput evaluate(RuleQuery engine, long slotMillis, GroupTiming timing) throws RuleFailedException {
        followClock(slotMillis, timing.intervalMillis());
        restored.begin(slotMillis, lookBackMillis + engine.limits().lookbackMillis() + timing.intervalMillis());
        List<Sample> samples = engine.samples(query, slotMillis - timing.offsetMillis());
        Map<Labels, AlertInstance> found = found(samples, engine.surroundings(), slotMillis);
        engine.checkWanted();
        found.values().forEach(alert -> see(alert, slotMillis));
        advance(found::containsKey, slotMillis);
        active = sortedActive();
        int limit = timing.limit();
        if (limit > 0 && active.size() > limit) {
            int count = active.size();
            alerts.clear();
            restored.clear();
            active = List.of();
            throw new RuleFailedException("exceeded limit of " + limit + " with " + count + " alerts");
        }
        return new RuleOutput(samples.size(), points(active));
    }

    /**
     * Deviation D-365: where the clock was set back, {@code for} and {@code keep_firing_for} have passed as far as before. The
     * original has both wait until the clock has caught up.
     */
    private void followClock(long slotMillis, long intervalMillis) {
        long before = lastSlotMillis;
        lastSlotMillis = slotMillis;
        if (!Moment.isSet(before) || slotMillis >= before) {
            return;
        }
        long byMillis = slotMillis - (before + intervalMillis);
        alerts.replaceAll((own, alert) -> alert.movedBy(byMillis));
        restored.moveBy(byMillis);
    }

    private void see(AlertInstance fresh, long slotMillis) {
        long holdMillis = config.hold().toMillis();
        AlertInstance known = alerts.get(fresh.labels());
        if (known == null || !known.isActive()) {
            alerts.put(fresh.labels(), restored.resumedPending(fresh, holdMillis, slotMillis));
            return;
        }
        AlertInstance resumed =
                restored.isHeld(fresh.labels()) ? restored.resumed(known, holdMillis, slotMillis) : known;
        alerts.put(fresh.labels(), resumed.seen(fresh.annotations(), fresh.value()));
    }

    private Map<Labels, AlertInstance> found(List<Sample> samples, Surroundings surroundings, long slotMillis)
            throws RuleFailedException {
        Map<Labels, AlertInstance> found = new HashMap<>();
        for (Sample sample : samples) {
            // A native histogram is no number; templates of it say nothing of use either.
            double value = sample.histogram() == null ? sample.value() : 0;
            AlertInstance alert = AlertInstance.pending(
                    labels(sample.labels(), value, surroundings, slotMillis),
                    expanded(annotations, sample.labels(), value, surroundings, slotMillis),
                    value,
                    slotMillis);
            if (found.put(alert.labels(), alert) != null) {
                throw new RuleFailedException(
                        "vector contains metrics with the same labelset after applying alert labels");
            }
        }
        return found;
    }

    private Labels labels(Labels sample, double value, Surroundings surroundings, long slotMillis) {
        Labels own = sample.filter(name -> !name.equals(MetricName.LABEL));
        Labels changed = LabelChanges.with(own, expanded(labels, sample, value, surroundings, slotMillis));
        return LabelChanges.with(changed, Labels.of(ALERT_NAME, config.name()));
    }

    private static Labels expanded(
            Map<String, RuleTemplate> templates, Labels sample, double value, Surroundings surroundings, long now) {
        Labels.Builder expanded = new Labels.Builder(templates.size());
        templates.forEach((name, template) ->
                expanded.add(name, template.expand(sample, value, surroundings, Instant.ofEpochMilli(now))));
        return expanded.build();
    }

    private void advance(Predicate<Labels> hasSample, long slotMillis) {
        Iterator<Map.Entry<Labels, AlertInstance>> each = alerts.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Labels, AlertInstance> entry = each.next();
            Optional<AlertInstance> next = hasSample.test(entry.getKey())
                    ? Optional.of(withSample(entry.getValue(), slotMillis))
                    : withoutSample(entry.getValue(), slotMillis);
            if (next.isPresent()) {
                entry.setValue(next.get());
            } else {
                each.remove();
            }
        }
    }

    private AlertInstance withSample(AlertInstance alert, long slotMillis) {
        return byHold(alert.kept(Moment.NONE), slotMillis);
    }

    private AlertInstance byHold(AlertInstance alert, long slotMillis) {
        boolean hasHeld = slotMillis - alert.activeAtMillis() >= config.hold().toMillis();
        if (alert.state() == AlertState.PENDING && hasHeld) {
            return alert.firing(slotMillis);
        }
        // Not so if it has held once, whatever the clock says now: a reload has made "for" longer.
        boolean isTooEarly = !hasHeld
                && alert.firedAtMillis() - alert.activeAtMillis()
                        < config.hold().toMillis();
        return alert.state() == AlertState.FIRING && isTooEarly ? alert.pendingAgain() : alert;
    }

    /** Empty if nothing is left to be said of it. */
    private Optional<AlertInstance> withoutSample(AlertInstance alert, long slotMillis) {
        if (restored.isHeld(alert.labels())) {
            return Optional.of(alert);
        }
        long keepMillis = config.keepFiring().toMillis();
        switch (alert.state()) {
            case PENDING -> {
                return Optional.empty();
            }
            case INACTIVE -> {
                if (alert.resolvedAtMillis() > slotMillis) {
                    // The clock was set back: the router would take it for one that fires until then.
                    return Optional.of(alert.resolved(slotMillis));
                }
                boolean isOld = slotMillis - alert.resolvedAtMillis() > RESOLVED_KEPT_MILLIS;
                return isOld ? Optional.empty() : Optional.of(alert);
            }
            case FIRING -> {
                AlertInstance kept =
                        Moment.isSet(alert.keepFiringSinceMillis()) || keepMillis == 0 ? alert : alert.kept(slotMillis);
                boolean isKept = keepMillis > 0 && slotMillis - kept.keepFiringSinceMillis() < keepMillis;
                return Optional.of(isKept ? byHold(kept, slotMillis) : kept.resolved(slotMillis));
            }
        }
        throw new AssertionError("unhandled state: " + alert.state());
    }

    private static List<Point> points(List<AlertInstance> active) {
        List<Point> points = new ArrayList<>(active.size() * 2);
        for (AlertInstance alert : active) {
            points.add(new Point(
                    LabelChanges.with(
                            alert.labels(),
                            Labels.of(
                                    MetricName.LABEL,
                                    ALERTS,
                                    ALERT_STATE,
                                    alert.state().word())),
                    1));
            points.add(new Point(
                    LabelChanges.with(alert.labels(), Labels.of(MetricName.LABEL, ALERTS_FOR_STATE)),
                    Math.floor(alert.activeAtMillis() / MILLIS)));
        }
        return points;
    }

    /** Until when an alert counts that is sent at an evaluation, should those that follow fail. */
    static long validUntil(long slotMillis, EvaluationSettings settings, long intervalMillis) {
        long resendMillis = settings.timing().resendDelay().toMillis();
        return slotMillis + SEND_FAILURES_BRIDGED * Math.max(intervalMillis, resendMillis);
    }

    /**
     * The alerts that are to be sent now, which counts as sending them. What is held is among them each time, and does not count
     * as sent: whether anybody has to hear of it is for others to know, and its first sample is news.
     */
    List<SentAlert> toSend(EvaluationSettings settings, long slotMillis, long intervalMillis) {
        long resendMillis = settings.timing().resendDelay().toMillis();
        long validUntil = validUntil(slotMillis, settings, intervalMillis);
        List<SentAlert> sent = new ArrayList<>();
        for (Map.Entry<Labels, AlertInstance> entry : alerts.entrySet()) {
            AlertInstance alert = entry.getValue();
            boolean isHeld = restored.isHeld(alert.labels());
            if (isHeld || alert.isDue(slotMillis, resendMillis)) {
                if (!isHeld) {
                    entry.setValue(alert.sent(slotMillis));
                }
                posted(alert, slotMillis, validUntil, settings).ifPresent(sent::add);
            }
        }
        return sent;
    }

    /** Empty if relabeling drops it. */
    private Optional<SentAlert> posted(
            AlertInstance alert, long latestStart, long validUntil, EvaluationSettings settings) {
        long ends = Moment.isSet(alert.resolvedAtMillis()) ? alert.resolvedAtMillis() : validUntil;
        return PostedLabels.of(alert.labels(), settings.externalLabels(), settings.alertRelabeling())
                .map(all -> new SentAlert(
                        all,
                        alert.annotations(),
                        // A clock that was set back has no alert end before it begins.
                        Math.min(alert.firedAtMillis(), latestStart),
                        ends,
                        settings.externalUrl() + "/graph?g0.expr=" + UrlEscapes.query(expression) + "&g0.tab=1",
                        restored.isHeld(alert.labels())));
    }

    @Override
    public List<AlertInstance> instances() {
        return active;
    }

    private List<AlertInstance> sortedActive() {
        return alerts.values().stream()
                .filter(AlertInstance::isActive)
                .sorted(Comparator.comparing(AlertInstance::labels, SeriesOrder.BY_PAIRS))
                .toList();
    }

    /** All that a restart needs: resolved ones that are still sent, and those of before the last restart, too. */
    List<KeptAlert> kept(long slotMillis) {
        Optional<RuleKey> rule = Optional.of(key);
        List<KeptAlert> kept = new ArrayList<>(alerts.size());
        alerts.values().forEach(alert -> kept.add(new KeptAlert(rule, alert)));
        restored.waiting(slotMillis).forEach(alert -> kept.add(new KeptAlert(rule, alert)));
        return kept;
    }

    /**
     * Those that fired before a restart and have no sample yet, to be sent before anything is evaluated.
     *
     * @param validUntil until when nothing more may be said of them
     */
    List<SentAlert> toSendAgain(EvaluationSettings settings, long validUntil) {
        return alerts.values().stream()
                .filter(alert -> restored.isHeld(alert.labels()))
                .flatMap(alert -> posted(alert, validUntil, validUntil, settings).stream())
                .toList();
    }
}
