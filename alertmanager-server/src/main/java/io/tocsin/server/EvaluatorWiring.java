package io.tocsin.server;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.server.Server.StartException;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.LiveConfiguration;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.prometheus.Evaluator;
import io.tocsin.server.prometheus.EvaluatorSettings;
import io.tocsin.server.prometheus.RuleAlerts;
import io.tocsin.server.release.Release;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The built-in evaluator as the server runs it, if it does. */
final class EvaluatorWiring {
    /** How long another member may be believed that an alert is over which fires here. */
    private static final long CONTRADICTED_MILLIS = 1_000;

    private EvaluatorWiring() {}

    /**
     * Loads {@code --prometheus.config.file}.
     *
     * @return empty if there is none
     * @throws StartException if it cannot be loaded
     */
    static Optional<Evaluator> load(Base base, Vertx vertx) throws StartException {
        ServerOptions.Evaluator options = base.options().evaluator();
        if (!options.isEnabled()) {
            return Optional.empty();
        }
        // Of its own: targets that hang hold no connection that a notification needs.
        HttpClients clients = new HttpClients(
                vertx,
                base.files(),
                base.clock(),
                "Tocsin/" + Release.current().tocsinVersion(),
                System.getenv(),
                AddressPolicy.denying(List.of()));
        try {
            return Optional.of(new Evaluator(new Evaluator.Parts(
                    options.configFile(),
                    settings(options),
                    base.files(),
                    base.clock(),
                    base.startedAt(),
                    base.externalUrl().url(),
                    clients,
                    base.metrics().evaluator())));
        } catch (ConfigurationException e) {
            LiveConfiguration.logProblems(e);
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    /** Where the alerts of rules go. */
    static Function<List<PostedAlert>, CompletionStage<PostOutcome>> intake(Vertx vertx, Engine engine) {
        if (!engine.isReplicated()) {
            return engine::post;
        }
        RuleAlerts alerts = new RuleAlerts(engine);
        vertx.setPeriodic(CONTRADICTED_MILLIS, timer -> alerts.contradict());
        return alerts;
    }

    private static EvaluatorSettings settings(ServerOptions.Evaluator options) {
        return new EvaluatorSettings(
                options.retention(),
                options.seriesMax(),
                options.queries().timeout(),
                options.queries().concurrencyMax(),
                options.queries().samplesMax(),
                options.queries().lookback(),
                new AlertTiming(
                        options.rules().resendDelay(),
                        options.rules().outageTolerance(),
                        options.rules().gracePeriod()),
                shown(options));
    }

    private static Map<String, String> shown(ServerOptions.Evaluator options) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("evaluator.series-max", Long.toString(options.seriesMax()));
        flags.put("prometheus.config.file", options.configFile());
        flags.put(
                "query.lookback-delta",
                PrometheusDuration.format(options.queries().lookback()));
        flags.put("query.max-concurrency", Long.toString(options.queries().concurrencyMax()));
        flags.put("query.max-samples", Long.toString(options.queries().samplesMax()));
        flags.put("query.timeout", PrometheusDuration.format(options.queries().timeout()));
        flags.put(
                "rules.alert.for-grace-period",
                PrometheusDuration.format(options.rules().gracePeriod()));
        flags.put(
                "rules.alert.for-outage-tolerance",
                PrometheusDuration.format(options.rules().outageTolerance()));
        flags.put(
                "rules.alert.resend-delay",
                PrometheusDuration.format(options.rules().resendDelay()));
        flags.put("storage.tsdb.retention.time", PrometheusDuration.format(options.retention()));
        return flags;
    }
}
