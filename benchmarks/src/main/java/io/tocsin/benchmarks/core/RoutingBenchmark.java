package io.tocsin.benchmarks.core;

import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingTree;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From an alert to its routes, and from a route to the group: what an alert costs that was not known before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private static final int ALERTS = 1024;

    private final RoutingTree tree = RoutingTree.of(RouteConfigs.hundredRoutes());
    private final List<Labels> alerts = SampleAlerts.labelSets(ALERTS);
    private final Route route = tree.root();
    private int next;

    private Labels alert() {
        next = (next + 1) % ALERTS;
        return alerts.get(next);
    }

    /** A walk over a tree with a hundred routes. */
    @Benchmark
    public List<Route> routesOfAlert() {
        return tree.match(alert());
    }

    /** The labels that decide the group, out of the alert's ten. */
    @Benchmark
    public Labels groupLabels() {
        return route.groupLabels(alert());
    }

    /** The group's key as the notification log and payloads print it. */
    @Benchmark
    public String groupKeyText() {
        return route.groupKey(route.groupLabels(alert())).toString();
    }
}
