package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a configuration as the original does in its status: defaults filled in, {@code global} applied to receivers,
 * secrets masked. The original reads the text back.
 *
 * @see "Upstream: config.Config.String; byte for byte as v0.33.1"
 */
public final class ConfigurationPrinter {
    /** The order in which the original writes the keys of {@code global} that belong to one integration each. */
    private static final List<String> GLOBALS_ORDER = List.of(
            "jira",
            "email",
            "slack",
            "pagerduty",
            "opsgenie",
            "wechat",
            "victorops",
            "telegram",
            "webex",
            "rocketchat",
            "mattermost");

    private ConfigurationPrinter() {}

    public static String print(Configuration configuration) {
        YamlFields out = new YamlFields();
        out.fields("global", print(configuration.global()));
        out.fields("route", print(configuration.route()));
        out.listIfAny(
                "inhibit_rules",
                configuration.inhibitRules().stream()
                        .map(ConfigurationPrinter::print)
                        .toList());
        out.listIfAny(
                "receivers",
                configuration.receivers().stream()
                        .map(ConfigurationPrinter::print)
                        .toList());
        out.texts("templates", configuration.templates());
        TimeIntervals intervals = configuration.timeIntervals();
        out.listIfAny("mute_time_intervals", TimeIntervalPrinter.print(intervals.muteTimeIntervals()));
        out.listIfAny("time_intervals", TimeIntervalPrinter.print(intervals.timeIntervals()));
        TracingConfig tracing = configuration.tracing();
        if (tracing != null) {
            out.fields("tracing", ExtrasPrinter.print(tracing));
        }
        out.fieldsIfAny("event_recorder", ExtrasPrinter.print(configuration.eventRecorder()));
        return YamlWriter.write(out);
    }

    private static YamlFields print(GlobalConfig global) {
        YamlFields out = new YamlFields();
        out.text("resolve_timeout", PrometheusDuration.format(global.resolveTimeout()));
        out.fields("http_config", HttpConfigPrinter.print(global.http()));
        GLOBALS_ORDER.forEach(integration -> global.of(integration).print(out));
        return out;
    }

    private static YamlFields print(RouteConfig route) {
        YamlFields out = new YamlFields();
        out.textIfAny("receiver", route.receiver());
        List<String> groupBy = route.groupBy();
        out.textsIfAny("group_by", groupBy == null ? List.of() : groupBy);
        print("", new MatcherConfig(route.match(), route.matchRe(), route.matchers()), out);
        out.textsIfAny("mute_time_intervals", route.muteTimeIntervals());
        out.textsIfAny("active_time_intervals", route.activeTimeIntervals());
        out.flag("continue", route.continues());
        out.listIfAny(
                "routes",
                route.routes().stream().map(ConfigurationPrinter::print).toList());
        printDuration("group_wait", route.groupWait(), out);
        printDuration("group_interval", route.groupInterval(), out);
        printDuration("repeat_interval", route.repeatInterval(), out);
        // New in 0.34, which is not here to be asked for its place.
        out.textMapIfAny("labels", route.labels());
        return out;
    }

    private static YamlFields print(InhibitRuleConfig rule) {
        YamlFields out = new YamlFields();
        out.textIfAny("name", rule.name());
        print("source_", rule.source(), out);
        print("target_", rule.target(), out);
        out.textsIfAny("equal", rule.equal());
        return out;
    }

    private static void print(String prefix, MatcherConfig matchers, YamlFields out) {
        out.textMapIfAny(prefix + "match", matchers.match());
        out.textMapIfAny(prefix + "match_re", matchers.matchRe());
        out.textsIfAny(
                prefix + "matchers",
                matchers.matchers().stream().map(Matcher::toString).toList());
    }

    private static void printDuration(String key, @Nullable Duration duration, YamlFields out) {
        if (duration != null) {
            out.text(key, PrometheusDuration.format(duration));
        }
    }

    private static YamlFields print(ReceiverConfig receiver) {
        YamlFields out = new YamlFields();
        out.text("name", receiver.name());
        out.textMapIfAny("labels", receiver.labels().asMap());
        Map<String, List<YamlFields>> lists = receiver.integrations().stream()
                .collect(Collectors.groupingBy(
                        integration -> integration.type().yamlKey(),
                        () -> new TreeMap<>(ReceiverDecoder.LIST_ORDER),
                        Collectors.mapping(ConfigurationPrinter::print, Collectors.toCollection(ArrayList::new))));
        lists.forEach(out::listIfAny);
        return out;
    }

    private static YamlFields print(ConfiguredIntegration integration) {
        YamlFields out = new YamlFields();
        print(integration.type(), integration.config(), out);
        return out;
    }

    private static <C extends IntegrationConfig> void print(
            IntegrationType<C> type, IntegrationConfig config, YamlFields out) {
        type.print(type.configType().cast(config), out);
    }
}
