package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.scenario.VirtualReceiver.ScriptedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario file: what is configured, what happens when, and which notifications must arrive. Immutable.
 *
 * @param file where it was read from, for messages
 * @param behaviour what it pins, in a sentence
 * @param source where the behaviour comes from
 * @param answers what receivers answer, by receiver name or {@code name[index]}
 * @param until how long to run; long enough for every step and expectation
 */
public record Scenario(
        String file,
        String behaviour,
        String source,
        EngineSettings settings,
        Configuration configuration,
        Map<String, List<ScriptedAnswer>> answers,
        List<Step> steps,
        List<Expected> expected,
        Duration until) {

    public Scenario {
        requireNonNull(file, "file");
        requireNonNull(configuration, "configuration");
        answers = Map.copyOf(answers);
        steps = List.copyOf(steps);
        expected = List.copyOf(expected);
        requireNonNull(until, "until");
    }

    /** Something that happens at a time, counted from the start. */
    public sealed interface Step {
        Duration at();

        /** When it is over. */
        default Duration end() {
            return at();
        }

        record Post(Duration at, List<Given> alerts) implements Step {
            public Post {
                alerts = List.copyOf(alerts);
            }
        }

        record Reload(Duration at, Configuration configuration) implements Step {}

        /** A silence is created, or the one that was given the same name before is changed. */
        record Silence(Duration at, GivenSilence silence) implements Step {}

        /** @param silence the name that it was given */
        record ExpireSilence(Duration at, String silence) implements Step {}

        /** The engine is stopped, and made anew over the same journal. */
        record Restart(Duration at) implements Step {}

        /** The engine can do nothing for so long; what happens meanwhile it learns afterwards. */
        record Suspension(Duration at, Duration suspension) implements Step {
            @Override
            public Duration end() {
                return at.plus(suspension);
            }
        }

        /** The engine is killed; {@code outage} later it is made anew over the same journal. */
        record Outage(Duration at, Duration outage) implements Step {
            @Override
            public Duration end() {
                return at.plus(outage);
            }
        }
    }

    /**
     * An alert to post; its times count from the start of the scenario and may be negative.
     *
     * @param startsAt absent as a sender may leave it out
     * @param endsAt absent as a sender may leave it out
     */
    public record Given(
            Labels labels,
            Labels annotations,
            Optional<Duration> startsAt,
            Optional<Duration> endsAt,
            String generatorUrl) {}

    /**
     * A silence to create; its times count from the start of the scenario.
     *
     * @param name what the scenario calls it
     * @param startsAt absent for the time of the step
     */
    public record GivenSilence(String name, List<Matcher> matchers, Optional<Duration> startsAt, Duration endsAt) {
        public GivenSilence {
            matchers = List.copyOf(matchers);
        }
    }

    /**
     * A notification that must arrive.
     *
     * @param within how far from {@code at} it may be, for what is drawn at random
     * @param receiver name, or {@code name[index]} where the receiver has several integrations
     * @param reason absent to accept any
     * @param firing names as {@link AlertName} gives them, sorted
     * @param resolved likewise
     */
    public record Expected(
            Duration at,
            Duration within,
            String receiver,
            Optional<String> reason,
            List<String> firing,
            List<String> resolved) {}
}
