package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Templates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration file, checked: every receiver and time interval named exists, every default and inheritance is
 * applied.
 *
 * @param inhibitRules in file order
 * @param templates patterns of files, joined to the configuration's folder, in file order
 * @param compiledTemplates what the files that {@code templates} match define, as they were when the configuration was read
 * @param timeIntervals what routes refer to
 * @param tracing null if there is none
 * @param source the file's text as read, for its hash
 */
public record Configuration(
        GlobalConfig global,
        RouteConfig route,
        List<InhibitRuleConfig> inhibitRules,
        List<ReceiverConfig> receivers,
        List<String> templates,
        Templates compiledTemplates,
        TimeIntervals timeIntervals,
        @Nullable TracingConfig tracing,
        EventRecorderConfig eventRecorder,
        String source) {

    public Configuration {
        requireNonNull(global, "global");
        requireNonNull(route, "route");
        inhibitRules = List.copyOf(inhibitRules);
        receivers = List.copyOf(receivers);
        templates = List.copyOf(templates);
        requireNonNull(compiledTemplates, "compiledTemplates");
        requireNonNull(timeIntervals, "timeIntervals");
        requireNonNull(eventRecorder, "eventRecorder");
        requireNonNull(source, "source");
    }

    /** Leaves out the source, which holds secrets. */
    @Override
    public String toString() {
        return "Configuration[global=" + global + ", route=" + route + ", inhibitRules=" + inhibitRules + ", receivers="
                + receivers + ", templates=" + templates + ", timeIntervals=" + timeIntervals + ", tracing=" + tracing
                + ", eventRecorder=" + eventRecorder + "]";
    }
}
