package io.tocsin.evaluator.discovery;

import io.tocsin.core.config.UrlEscapes;
import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.relabel.Relabeling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes targets of groups, as one scrape config says. Immutable and thread-safe.
 *
 * @see "Upstream: scrape/target.go PopulateLabels, TargetsFromGroup"
 */
public final class TargetBuilder {
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";
    private static final String PARAM = "__param_";
    private static final String META = "__meta_";
    private static final String JOB = "job";
    private static final String INSTANCE = "instance";

    private final ScrapeConfig config;
    private final Relabeling relabeling;

    public TargetBuilder(ScrapeConfig config) {
        this.config = config;
        this.relabeling = Relabeling.of(config.relabelRules());
    }

    /** Why something is no target. */
    private static final class NoTargetException extends Exception {
        private static final long serialVersionUID = 1L;

        NoTargetException(String message) {
            super(message);
        }
    }

    public DiscoveredTargets build(List<TargetGroup> groups) {
        Map<Target.Key, Target> active = new LinkedHashMap<>();
        List<Labels> dropped = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        int droppedCount = 0;
        for (TargetGroup group : groups) {
            for (int i = 0; i < group.addresses().size(); i++) {
                Labels discovered = discovered(group, group.addresses().get(i));
                try {
                    Optional<Target> target = target(discovered);
                    target.ifPresent(found -> active.putIfAbsent(found.key(), found));
                    if (target.isEmpty()) {
                        droppedCount++;
                        keep(dropped, discovered);
                    }
                } catch (NoTargetException e) {
                    failures.add("instance " + i + " in group " + group.source() + ": " + e.getMessage());
                }
            }
        }
        return new DiscoveredTargets(List.copyOf(active.values()), dropped, droppedCount, failures);
    }

    private void keep(List<Labels> dropped, Labels discovered) {
        long max = config.limits().droppedTargetsKept();
        if (max == 0 || dropped.size() < max) {
            dropped.add(discovered);
        }
    }

    private Labels discovered(TargetGroup group, String address) {
        Map<String, String> labels = new TreeMap<>(group.labels().asMap());
        labels.put(ADDRESS, address);
        labels.values().removeIf(String::isEmpty);
        labels.putIfAbsent(JOB, config.jobName());
        labels.putIfAbsent(INTERVAL, PrometheusDuration.format(config.interval()));
        labels.putIfAbsent(TIMEOUT, PrometheusDuration.format(config.timeout()));
        labels.putIfAbsent(PATH, config.metricsPath());
        labels.putIfAbsent(SCHEME, config.scheme());
        config.params().forEach((name, values) -> {
            if (!values.isEmpty()) {
                labels.putIfAbsent(PARAM + name, values.get(0));
            }
        });
        labels.values().removeIf(String::isEmpty);
        return Labels.of(labels);
    }

    /** Empty if relabeling drops it. */
    private Optional<Target> target(Labels discovered) throws NoTargetException {
        Optional<Labels> relabeled = relabeling.apply(discovered);
        if (relabeled.isEmpty()) {
            return Optional.empty();
        }
        String address = relabeled.get().get(ADDRESS);
        if (address.isEmpty()) {
            throw new NoTargetException("no address");
        }
        if (address.contains("/")) {
            throw new NoTargetException(GoQuote.quote(address) + " is not a valid hostname");
        }
        Duration interval = duration(relabeled.get(), INTERVAL, "scrape interval");
        Duration timeout = duration(relabeled.get(), TIMEOUT, "scrape timeout");
        if (timeout.compareTo(interval) > 0) {
            throw new NoTargetException("scrape timeout cannot be greater than scrape interval ("
                    + GoQuote.quote(relabeled.get().get(TIMEOUT)) + " > "
                    + GoQuote.quote(relabeled.get().get(INTERVAL)) + ")");
        }
        Labels all = withInstance(relabeled.get().filter(name -> !name.startsWith(META)), address);
        return Optional.of(new Target(config.jobName(), discovered, all, url(all, address), interval, timeout));
    }

    private static Duration duration(Labels labels, String name, String what) throws NoTargetException {
        Duration duration;
        try {
            duration = PrometheusDuration.parse(labels.get(name));
        } catch (DurationSyntaxException e) {
            throw new NoTargetException("error parsing " + what + ": " + e.getMessage());
        }
        if (duration.isZero()) {
            throw new NoTargetException(what + " cannot be 0");
        }
        return duration;
    }

    private static Labels withInstance(Labels labels, String address) {
        if (!labels.get(INSTANCE).isEmpty()) {
            return labels;
        }
        Labels.Builder all = new Labels.Builder(labels.size() + 1);
        labels.asMap().forEach(all::add);
        return all.add(INSTANCE, address).build();
    }

    private String url(Labels labels, String address) {
        String path = labels.get(PATH);
        String query = query(labels);
        return labels.get(SCHEME) + "://" + address + (path.isEmpty() || path.startsWith("/") ? "" : "/")
                + UrlEscapes.path(path) + (query.isEmpty() ? "" : "?" + query);
    }

    /** Parameters by name, as Go writes them; of each the label replaces the first value. */
    private String query(Labels labels) {
        Map<String, List<String>> params = new TreeMap<>(Utf8.ORDER);
        config.params().forEach((name, values) -> params.put(name, new ArrayList<>(values)));
        labels.asMap().forEach((label, value) -> {
            if (label.startsWith(PARAM)) {
                List<String> values =
                        params.computeIfAbsent(label.substring(PARAM.length()), name -> new ArrayList<>());
                if (values.isEmpty()) {
                    values.add(value);
                } else {
                    values.set(0, value);
                }
            }
        });
        StringBuilder query = new StringBuilder();
        params.forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? "" : "&")
                .append(UrlEscapes.query(name))
                .append('=')
                .append(UrlEscapes.query(value))));
        return query.toString();
    }
}
