package io.tocsin.core.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.timeinterval.Location;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import io.tocsin.core.timeinterval.NumberRange;
import io.tocsin.core.timeinterval.TimeInterval;
import io.tocsin.core.timeinterval.TimeRange;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code time_intervals} and the deprecated {@code mute_time_intervals}. Used for one file.
 *
 * @see "Upstream: timeinterval/timeinterval.go, v0.33.1"
 */
final class TimeIntervalDecoder {
    private static final String NAME = "name";
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private final ZoneId local;

    /** Where each name stands first. Names of intervals that have problems are known too. */
    private final Map<String, YamlNode> names = new LinkedHashMap<>();

    /** @param local what {@code location: Local} stands for */
    TimeIntervalDecoder(ZoneId local) {
        this.local = local;
    }

    Set<String> names() {
        return names.keySet();
    }

    TimeIntervals decode(YamlMapping file) {
        List<NamedTimeInterval> deprecated =
                decode(file.elements("mute_time_intervals", "[]config.MuteTimeInterval"), "mute time interval");
        List<NamedTimeInterval> current =
                decode(file.elements("time_intervals", "[]config.TimeInterval"), "time interval");
        return new TimeIntervals(deprecated, current);
    }

    private List<NamedTimeInterval> decode(List<YamlNode> elements, String what) {
        List<NamedTimeInterval> intervals = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element.isNull()) {
                // Deviation D-040: the original keeps an interval without a name, which nothing can refer to.
                element.warning("an empty element is no time interval and is ignored", "remove it.");
            }
            element.mapping("config.plain", mapping -> readNamed(mapping, what)).ifPresent(intervals::add);
        }
        return intervals;
    }

    private Optional<NamedTimeInterval> readNamed(YamlMapping mapping, String what) {
        Optional<String> name = mapping.text(NAME);
        List<TimeInterval> members = new ArrayList<>();
        for (YamlNode element : mapping.elements("time_intervals", "[]timeinterval.TimeInterval")) {
            if (element.isNull()) {
                element.warning("an empty element is always active", "remove it, or write its times.");
                members.add(TimeInterval.ALWAYS);
            } else {
                element.mapping("timeinterval.TimeInterval", this::readMember).ifPresent(members::add);
            }
        }
        name.ifPresent(given -> checkUnique(given, mapping.at(NAME), what));
        if (name.isEmpty() && mapping.isSound()) {
            mapping.at(NAME)
                    .error(
                            "a time interval needs a name",
                            "add \"name\", which routes refer to.",
                            Stage.VALUE,
                            "missing name in " + what);
        } else if (name.isPresent() && mapping.isSound() && members.stream().allMatch(TimeInterval::isNever)) {
            mapping.self().warning("the time interval " + GoQuote.quote(name.get()) + " is never active", "");
        }
        return name.map(given -> new NamedTimeInterval(given, members));
    }

    private void checkUnique(String name, YamlNode node, String what) {
        YamlNode first = names.putIfAbsent(name, node);
        if (first != null) {
            node.error(
                    "duplicate time interval " + GoQuote.quote(name) + "; line "
                            + first.position().line() + " has it already",
                    "names are unique across \"time_intervals\" and \"mute_time_intervals\".",
                    Stage.WHOLE,
                    what + " " + GoQuote.quote(name) + " is not unique");
        }
    }

    private Optional<TimeInterval> readMember(YamlMapping mapping) {
        return Optional.of(new TimeInterval(
                list(
                        mapping,
                        "times",
                        "[]timeinterval.TimeRange",
                        node -> node.mapping("timeinterval.yamlTimeRange", TimeIntervalDecoder::readTimes)),
                ranges(mapping, "weekdays", "[]timeinterval.WeekdayRange", CalendarRange.WEEKDAY),
                ranges(mapping, "days_of_month", "[]timeinterval.DayOfMonthRange", CalendarRange.DAY_OF_MONTH),
                ranges(mapping, "months", "[]timeinterval.MonthRange", CalendarRange.MONTH),
                ranges(mapping, "years", "[]timeinterval.YearRange", CalendarRange.YEAR),
                mapping.present("location").flatMap(this::location).orElse(null)));
    }

    private static @Nullable List<NumberRange> ranges(
            YamlMapping mapping, String key, String goType, CalendarRange kind) {
        return list(mapping, key, goType, node -> node.text().flatMap(text -> kind.decode(node, text)));
    }

    /** Null for an absent key and for a null, which ask for nothing; an empty list asks for what never comes. */
    private static <T> @Nullable List<T> list(
            YamlMapping mapping, String key, String goType, Function<YamlNode, Optional<T>> reader) {
        Optional<YamlNode> node = mapping.present(key);
        if (node.isEmpty()) {
            return null;
        }
        List<T> values = new ArrayList<>();
        for (YamlNode element : node.get().elements(goType)) {
            if (element.isNull()) {
                // Deviation D-040: the original takes it for 0, which is never or, among weekdays, Sunday.
                element.warning("an empty element matches nothing and is ignored", "remove it.");
            } else {
                reader.apply(element).ifPresent(values::add);
            }
        }
        return values;
    }

    private static Optional<TimeRange> readTimes(YamlMapping mapping) {
        Optional<String> start = mapping.text("start_time");
        Optional<String> end = mapping.text("end_time");
        if (start.isEmpty() || end.isEmpty()) {
            if (mapping.isSound()) {
                mapping.self()
                        .error(
                                "expected both \"start_time\" and \"end_time\"",
                                "a day begins at \"00:00\" and ends at \"24:00\".",
                                Stage.VALUE,
                                "both start and end times must be provided");
            }
            return Optional.empty();
        }
        Optional<Integer> startMinute = minuteOfDay(mapping, "start_time", start.get());
        Optional<Integer> endMinute = minuteOfDay(mapping, "end_time", end.get());
        if (startMinute.isEmpty() || endMinute.isEmpty()) {
            return Optional.empty();
        }
        if (startMinute.get() >= endMinute.get()) {
            mapping.at("end_time")
                    .error(
                            "expected an end later than the start, " + start.get() + ", got "
                                    + mapping.at("end_time").describe(),
                            "write what goes past midnight as two ranges, the first until \"24:00\".",
                            mapping.checkStage(),
                            "start time cannot be equal or greater than end time");
        }
        return Optional.of(new TimeRange(startMinute.get(), endMinute.get()));
    }

    private static Optional<Integer> minuteOfDay(YamlMapping mapping, String key, String text) {
        if (!TIME.matcher(text).matches()) {
            mapping.at(key)
                    .error(
                            "expected a time from \"00:00\" to \"24:00\", got "
                                    + mapping.at(key).describe(),
                            "hours and minutes have two digits each, such as \"09:30\".",
                            mapping.checkStage(),
                            "couldn't parse timestamp " + text + ", invalid format");
            return Optional.empty();
        }
        int hour = Integer.parseInt(text.substring(0, 2));
        return Optional.of(hour * 60 + Integer.parseInt(text.substring(3)));
    }

    private Optional<Location> location(YamlNode node) {
        Optional<String> name = node.text();
        Optional<Location> location = name.flatMap(given -> Location.find(given, local));
        if (name.isPresent() && location.isEmpty()) {
            boolean isPath = name.get().startsWith("/")
                    || name.get().startsWith("\\")
                    || name.get().contains("..");
            node.error(
                    "unknown time zone " + GoQuote.quote(name.get()),
                    Spelling.closest(name.get(), ZoneRulesProvider.getAvailableZoneIds())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("expected an IANA name such as \"Europe/Berlin\", \"UTC\" or \"Local\"."),
                    Stage.VALUE,
                    isPath ? "time: invalid location name" : "unknown time zone " + name.get());
        }
        return location;
    }
}
