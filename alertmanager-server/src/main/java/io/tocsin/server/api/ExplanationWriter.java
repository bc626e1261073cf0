package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.DeliveryState;
import io.tocsin.core.engine.GroupState.FailedDelivery;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.explain.Explanation;
import io.tocsin.core.explain.Explanation.Destination;
import io.tocsin.core.explain.Explanation.IntegrationOutlook;
import io.tocsin.core.explain.Explanation.Mute;
import io.tocsin.core.explain.ExplanationText;
import io.tocsin.core.explain.NearMiss;
import io.tocsin.core.inhibit.Inhibition;
import io.tocsin.core.label.Brief;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.pipeline.AlertShare;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteOption;
import io.tocsin.core.route.RoutingExplanation.MatcherVerdict;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.timeinterval.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes explanations as JSON; {@code docs/api.md} describes the fields. */
final class ExplanationWriter {
    private final GoJson out;
    private final Explanation explanation;

    private ExplanationWriter(GoJson out, Explanation explanation) {
        this.out = out;
        this.explanation = explanation;
    }

    /** What writes the explanation, one after the other: a part may be large, but each holds the labels a few times at most. */
    static Iterator<Runnable> parts(GoJson out, Explanation explanation) {
        ExplanationWriter writer = new ExplanationWriter(out, explanation);
        Stream<Runnable> destinations =
                explanation.destinations().stream().map(destination -> () -> writer.write(destination));
        return Stream.of(Stream.<Runnable>of(writer::begin), destinations, Stream.<Runnable>of(writer::end))
                .flatMap(Function.identity())
                .iterator();
    }

    private void begin() {
        out.writeStartObject();
        out.writeFieldName("labels");
        AlertWriter.write(out, explanation.labels());
        out.writeStringField("state", state());
        if (explanation.alert().isPresent()) {
            Alert alert = explanation.alert().get();
            out.writeStringField("fingerprint", alert.fingerprint().toString());
            out.writeStringField("startsAt", ApiTime.format(alert.startsAt()));
            out.writeStringField("endsAt", ApiTime.format(alert.endsAt()));
        }
        out.writeFieldName("routes");
        write(explanation.routes().root());
        leftOut("routesLeftOut", explanation.routes().leftOut());
        out.writeArrayFieldStart("destinations");
    }

    private void end() {
        out.writeEndArray();
        leftOut("destinationsLeftOut", explanation.destinationsLeftOut());
        out.writeArrayFieldStart("nearMisses");
        for (NearMiss miss : explanation.nearMisses()) {
            write(miss);
        }
        out.writeEndArray();
        HistoryPageWriter.writeBrief(out, "history", explanation.past());
        out.writeStringField("text", ExplanationText.of(explanation));
        out.writeEndObject();
    }

    private String state() {
        if (explanation.alert().isEmpty()) {
            return "supposed";
        }
        return explanation.isResolved() ? "resolved" : "firing";
    }

    // --- routes ---

    private void write(Visit visit) {
        out.writeStartObject();
        out.writeStringField("id", visit.route().id());
        out.writeStringField("receiver", visit.route().receiver());
        out.writeStringField("verdict", verdict(visit.verdict()));
        matchers(visit.matchers());
        out.writeBooleanField("continue", visit.route().continues());
        out.writeArrayFieldStart("notAsked");
        for (Route route : visit.notAsked()) {
            out.writeString(route.id());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("children");
        for (Visit child : visit.children()) {
            write(child);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void matchers(List<MatcherVerdict> matchers) {
        out.writeArrayFieldStart("matchers");
        for (MatcherVerdict matcher : matchers) {
            out.writeStartObject();
            out.writeStringField("matcher", matcher.matcher().toString());
            out.writeBooleanField("holds", matcher.holds());
            out.writeStringField("value", Brief.of(matcher.value()));
            out.writeBooleanField("absent", matcher.isAbsent());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String verdict(RouteVerdict verdict) {
        if (verdict instanceof RouteVerdict.Refused) {
            return "refused";
        }
        return verdict instanceof RouteVerdict.Selected ? "taken" : "delegated";
    }

    private void write(NearMiss miss) {
        out.writeStartObject();
        out.writeStringField("receiver", miss.route().receiver());
        out.writeStringField("route", miss.route().id());
        if (miss instanceof NearMiss.NotAsked notAsked) {
            out.writeStringField("reason", "not_asked");
            out.writeStringField("by", notAsked.by().id());
        } else if (miss instanceof NearMiss.Refused refused) {
            out.writeStringField("reason", refused.isMisspelt() ? "misspelt" : "refused");
            matchers(refused.failing());
        }
        out.writeEndObject();
    }

    // --- destinations ---

    private void write(Destination destination) {
        Route route = destination.route();
        out.writeStartObject();
        out.writeStringField("receiver", route.receiver());
        out.writeStringField("route", route.id());
        out.writeStringField(
                "groupKey", route.groupKey(destination.groupLabels()).toString());
        out.writeFieldName("groupLabels");
        AlertWriter.write(out, destination.groupLabels());
        timing("groupWait", route, RouteOption.GROUP_WAIT, route.groupWait());
        timing("groupInterval", route, RouteOption.GROUP_INTERVAL, route.groupInterval());
        timing("repeatInterval", route, RouteOption.REPEAT_INTERVAL, route.repeatInterval());
        out.writeArrayFieldStart("mutes");
        for (Mute mute : destination.mutes()) {
            write(mute);
        }
        out.writeEndArray();
        if (destination.group().isPresent()) {
            write(destination.group().get());
        }
        out.writeArrayFieldStart("integrations");
        for (IntegrationOutlook outlook : destination.integrations()) {
            write(outlook);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void timing(String field, Route route, RouteOption option, Duration value) {
        out.writeObjectFieldStart(field);
        out.writeStringField("value", PrometheusDuration.format(value));
        out.writeStringField("origin", route.origin(option).orElse("default"));
        out.writeEndObject();
    }

    private void write(Mute mute) {
        MuteCause cause = mute.cause();
        out.writeStartObject();
        out.writeStringField("reason", cause.metricReason());
        if (cause instanceof MuteCause.Silenced) {
            strings("silences", mute.silences().stream().map(Silence::id).toList());
            leftOut("silencesLeftOut", mute.silencesLeftOut());
            strings("successors", mute.successors().stream().map(Silence::id).toList());
        } else if (cause instanceof MuteCause.Inhibited inhibited) {
            write(inhibited.by());
        } else if (cause instanceof MuteCause.InMuteInterval inside) {
            strings("intervals", inside.intervals());
            locations(mute);
        } else if (cause instanceof MuteCause.OutsideActiveInterval outside) {
            strings("intervals", outside.intervals());
            locations(mute);
        }
        time("until", mute.until());
        out.writeEndObject();
    }

    private void locations(Mute mute) {
        strings("locations", mute.locations().stream().map(Location::name).toList());
    }

    private void write(Inhibition inhibition) {
        out.writeStringField("source", inhibition.source().fingerprint().toString());
        out.writeFieldName("sourceLabels");
        AlertWriter.write(out, inhibition.source().labels());
        out.writeNumberField("rule", inhibition.ruleIndex());
        out.writeStringField("ruleName", inhibition.rule().name());
        strings("equal", inhibition.rule().equal());
    }

    private void write(GroupState group) {
        out.writeObjectFieldStart("group");
        out.writeNumberField("alerts", group.alerts());
        out.writeBooleanField("member", group.hasAsked());
        out.writeBooleanField("flushing", group.isFlushing());
        time("lastFlush", group.lastFlush());
        time("nextFlush", group.nextFlush());
        TurnWriter.write(out, group);
        out.writeEndObject();
    }

    private void write(IntegrationOutlook outlook) {
        IntegrationState state = outlook.state();
        out.writeStartObject();
        out.writeStringField("integration", state.key().integration());
        out.writeNumberField("index", state.key().index());
        DedupVerdictWriter.write(out, state.outlook().verdict());
        write(state.outlook().share());
        time("lastNotified", state.last().map(entry -> entry.notifiedAt()));
        time("nextDue", outlook.nextDue());
        if (state.underWay().isPresent()) {
            DeliveryState delivery = state.underWay().get();
            out.writeNumberField("attempts", delivery.attempts());
            if (delivery.attempts() > 0) {
                time("attemptedAt", Optional.of(delivery.attemptedAt()));
            }
            if (delivery.lastFailure().isPresent()) {
                out.writeStringField("lastFailure", delivery.lastFailure().get().message());
            }
        }
        if (state.failed().isPresent()) {
            FailedDelivery failed = state.failed().get();
            out.writeObjectFieldStart("failed");
            time("at", Optional.of(failed.at()));
            out.writeStringField("reason", failed.outcome().reason().label());
            out.writeStringField("message", failed.outcome().message());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void write(AlertShare share) {
        if (share instanceof AlertShare.Shown) {
            out.writeStringField("share", "shown");
        } else if (share instanceof AlertShare.Counted counted) {
            out.writeStringField("share", "counted");
            out.writeNumberField("shownMax", counted.shownMax());
        } else if (share instanceof AlertShare.KeptBack) {
            out.writeStringField("share", "kept_back");
        } else if (share instanceof AlertShare.ResolveUnwanted) {
            out.writeStringField("share", "resolve_unwanted");
        } else if (share instanceof AlertShare.ResolveTold) {
            out.writeStringField("share", "resolve_told");
        } else if (share instanceof AlertShare.NothingOwed) {
            out.writeStringField("share", "nothing_owed");
        } else if (share instanceof AlertShare.Left) {
            out.writeStringField("share", "left");
        } else if (share instanceof AlertShare.ResolveDropped) {
            out.writeStringField("share", "resolve_dropped");
        } else {
            throw new AssertionError("unhandled share: " + share);
        }
    }

    private void leftOut(String field, int count) {
        if (count > 0) {
            out.writeNumberField(field, count);
        }
    }

    private void strings(String field, List<String> values) {
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private void time(String field, Optional<Instant> time) {
        if (time.isPresent()) {
            out.writeStringField(field, ApiTime.format(time.get()));
        }
    }
}
