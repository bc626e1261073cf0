package io.tocsin.evaluator.discovery;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Duration;

/**
 * Something to scrape. Two are the same target if {@code allLabels} and {@code url} are.
 *
 * @param jobName of the scrape config that it belongs to
 * @param discoveredLabels before relabeling, defaults put in
 * @param allLabels after it, those that begin with two underscores among them; none that begins with {@code __meta_}
 * @param url with the parameters of the scrape config
 * @param interval as relabeling left it; {@code > 0}
 * @param timeout {@code > 0}, at most {@code interval}
 */
public record Target(
        String jobName, Labels discoveredLabels, Labels allLabels, String url, Duration interval, Duration timeout) {
    private static final String INTERNAL = "__";

    public Target {
        requireNonNull(jobName, "jobName");
        requireNonNull(discoveredLabels, "discoveredLabels");
        requireNonNull(allLabels, "allLabels");
        requireNonNull(url, "url");
        requireNonNull(interval, "interval");
        requireNonNull(timeout, "timeout");
    }

    /** What samples get: those without two underscores at the beginning. */
    public Labels labels() {
        return allLabels.filter(name -> !name.startsWith(INTERNAL));
    }

    /** What it is told apart by, through reloads too. */
    public Key key() {
        return new Key(allLabels, url);
    }

    /** Identity of a target within its scrape config. */
    public record Key(Labels labels, String url) {}
}
