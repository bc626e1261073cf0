package io.tocsin.core.config;

import static io.tocsin.core.config.Decoding.FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.timeinterval.Location;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import io.tocsin.core.timeinterval.NumberRange;
import io.tocsin.core.timeinterval.TimeInterval;
import io.tocsin.core.timeinterval.TimeRange;
import io.tocsin.core.yaml.Problem;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time intervals; the words of the original were asked of amtool 0.33.1 check-config. */
final class TimeIntervalDecoderTest {
    private static final String REST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private static String file(String member) {
        return REST + "time_intervals:\n- name: x\n  time_intervals:\n  - " + member + "\n";
    }

    private static TimeInterval member(String text) {
        List<NamedTimeInterval> intervals =
                Decoding.accept(file(text)).configuration().timeIntervals().timeIntervals();
        assertThat(intervals)
                .singleElement()
                .satisfies(interval -> assertThat(interval.name()).isEqualTo("x"));
        return intervals.get(0).members().get(0);
    }

    private static List<String> warnings(String rest) {
        return Decoding.accept(REST + rest).warnings().stream()
                .map(Problem::message)
                .toList();
    }

    @Test
    void timeIntervals_absent_areNone() {
        assertThat(Decoding.accept(REST).configuration().timeIntervals()).isEqualTo(TimeIntervals.NONE);
    }

    @Test
    void member_empty_isAlways() {
        assertThat(member("{}")).isEqualTo(TimeInterval.ALWAYS);
        assertThat(member("")).isEqualTo(TimeInterval.ALWAYS);
        assertThat(member("{times: , weekdays: ~, days_of_month: , months: , years: , location: }"))
                .isEqualTo(TimeInterval.ALWAYS);
    }

    @Test
    void member_everyKey_isRead() {
        assertThat(member("{times: [{start_time: 09:05, end_time: '24:00'}], weekdays: ['Monday:FRIDAY', sunday],"
                        + " days_of_month: ['1:5', -3:-1, +7], months: [March, '5:june', 'january:13'],"
                        + " years: [2024, '2026:2027'], location: Europe/Berlin}"))
                .isEqualTo(new TimeInterval(
                        List.of(new TimeRange(545, 1440)),
                        List.of(new NumberRange(1, 5), NumberRange.of(0)),
                        List.of(new NumberRange(1, 5), new NumberRange(-3, -1), NumberRange.of(7)),
                        List.of(NumberRange.of(3), new NumberRange(5, 6), new NumberRange(1, 13)),
                        List.of(NumberRange.of(2024), new NumberRange(2026, 2027)),
                        new Location("Europe/Berlin", ZoneId.of("Europe/Berlin"))));
    }

    @Test
    void member_emptyLists_neverHold() {
        assertThat(member("{times: []}").isNever()).isTrue();
        assertThat(member("{years: []}").isNever()).isTrue();
    }

    @Test
    void location_local_isTheZoneOfTheDecoder() {
        ConfigurationResult result = new ConfigurationDecoder(
                        List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT, ZoneId.of("Asia/Tokyo"))
                .decode(FILE, file("location: Local"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(
                                        accepted.configuration().timeIntervals().timeIntervals())
                                .singleElement()
                                .satisfies(interval -> assertThat(
                                                interval.members().get(0).location())
                                        .isEqualTo(new Location("Local", ZoneId.of("Asia/Tokyo")))));
    }

    @Test
    void timeIntervals_ofBothLists_areFoundByName() {
        TimeIntervals intervals = Decoding.accept(
                        REST + "mute_time_intervals: [{name: old}]\ntime_intervals: [{name: new}]\n")
                .configuration()
                .timeIntervals();
        assertThat(intervals.muteTimeIntervals()).containsExactly(new NamedTimeInterval("old", List.of()));
        assertThat(intervals.timeIntervals()).containsExactly(new NamedTimeInterval("new", List.of()));
        assertThat(intervals.all()).hasSize(2);
        assertThat(intervals.find("old")).isPresent();
        assertThat(intervals.find("New")).isEmpty();
    }

    @Test
    void routes_nameIntervals_ofEitherList() {
        RouteConfig route = Decoding.accept("route: {receiver: a, routes: [{mute_time_intervals: [old, new],"
                        + " active_time_intervals: [new]}]}\nreceivers: [{name: a}]\n"
                        + "mute_time_intervals: [{name: old}]\ntime_intervals: [{name: new}]\n")
                .configuration()
                .route()
                .routes()
                .get(0);
        assertThat(route.muteTimeIntervals()).containsExactly("old", "new");
        assertThat(route.activeTimeIntervals()).containsExactly("new");
    }

    @Test
    void warnings_whatIsOdd_areGiven() {
        assertThat(warnings("time_intervals: [{name: x, time_intervals: [{times: []}]}]"))
                .containsExactly("the time interval \"x\" is never active");
        assertThat(warnings("time_intervals: [{name: x, time_intervals: [{months: ['january:13']}]}]"))
                .containsExactly("a year has months 1 to 12 only");
        assertThat(warnings("time_intervals: [null]")).hasSize(1);
        assertThat(warnings("time_intervals: [{name: x, time_intervals: [{weekdays: [null, monday]}]}]"))
                .containsExactly("an empty element matches nothing and is ignored");
        assertThat(warnings("time_intervals: [{name: x, time_intervals: [~]}]"))
                .containsExactly("an empty element is always active");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "times: [{}] | 6:13 | both start and end times must be provided",
                "times: [{start_time: '09:00'}] | 6:13 | both start and end times must be provided",
                "times: [{start_time: 9:00, end_time: '10:00'}] | 6:26 | couldn't parse timestamp 9:00, invalid format",
                "times: [{start_time: 09:00, end_time: '24:01'}] | 6:43 | couldn't parse timestamp 24:01, invalid format",
                "times: [{start_time: 10:00, end_time: 09:00}] | 6:43 | start time cannot be equal or greater than end time",
                "times: [{start_time: 10:00, end_time: 10:00}] | 6:43 | start time cannot be equal or greater than end time",
                "times: [{start_time: 10:00, end_time: 11:00, x: 1}] | 6:50 | line 6: field x not found in type timeinterval.yamlTimeRange",
                "times: {start_time: x} | 6:12 | line 6: cannot unmarshal !!map into []timeinterval.TimeRange",
                "weekdays: monday | 6:15 | line 6: cannot unmarshal !!str `monday` into []timeinterval.WeekdayRange",
                "weekdays: ['saturday:monday'] | 6:16 | start day cannot be before end day",
                "weekdays: ['1'] | 6:16 | 1 is not a valid weekday",
                "weekdays: ['monday:'] | 6:16 | ` is not a valid weekday`",
                "weekdays: ['a:b:c'] | 6:16 | couldn't parse range a:b:c, invalid format",
                "weekdays: [{a: b}] | 6:16 | line 6: cannot unmarshal !!map into string",
                "days_of_month: ['0'] | 6:21 | 0 is not a valid day of the month: out of range",
                "days_of_month: ['1:32'] | 6:21 | 32 is not a valid day of the month: out of range",
                "days_of_month: ['-32:-1'] | 6:21 | -32 is not a valid day of the month: out of range",
                "days_of_month: ['-3:5'] | 6:21 | end day must be negative if start day is negative",
                "days_of_month: ['5:1'] | 6:21 | end day 1 is always before start day 5",
                "days_of_month: ['19:-10'] | 6:21 | end day -10 is always before start day 19",
                "days_of_month: ['-1:-3'] | 6:21 | end day -3 is always before start day -1",
                "days_of_month: ['x'] | 6:21 | strconv.Atoi: parsing \"x\": invalid syntax",
                "days_of_month: ['99999999999999999999'] | 6:21 | strconv.Atoi: parsing \"99999999999999999999\": value out of range",
                "months: [jan] | 6:14 | jan is not a valid month",
                "months: ['march:january'] | 6:14 | end month january is before start month march",
                "months: ['14:13'] | 6:14 | `end month  is before start month `",
                "years: ['2026:2024'] | 6:13 | end year 2024 is before start year 2026",
                "location: europe/berlin | 6:15 | unknown time zone europe/berlin",
                "location: ../x | 6:15 | time: invalid location name",
                "foo: 1 | 6:5 | line 6: field foo not found in type timeinterval.TimeInterval",
                "x | 6:5 | line 6: cannot unmarshal !!str `x` into timeinterval.TimeInterval",
            })
    void decode_broken_isLocatedInTheOriginalsWords(String member, String at, String original) {
        Refused refused = Decoding.refuse(file(member));
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().get(0).position()).hasToString(FILE + ":" + at);
        assertThat(refused.originalText()).endsWith(original == null ? "" : original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "time_intervals: [{name: ''}] | missing name in time interval",
                "mute_time_intervals: [{}] | missing name in mute time interval",
                "time_intervals: [{name: x}, {name: x}] | time interval \"x\" is not unique",
                "mute_time_intervals: [{name: x}, {name: x}] | mute time interval \"x\" is not unique",
                "mute_time_intervals: [{name: x}]; time_intervals: [{name: x}] | time interval \"x\" is not unique",
                "time_intervals: {name: x} | cannot unmarshal !!map into []config.TimeInterval",
                "mute_time_intervals: x | cannot unmarshal !!str `x` into []config.MuteTimeInterval",
                "time_intervals: [{name: x, foo: 1}] | field foo not found in type config.plain",
                "time_intervals: [{name: x, time_intervals: x}] | cannot unmarshal !!str `x` into []timeinterval.TimeInterval",
            })
    void decode_brokenList_isToldInTheOriginalsWords(String rest, String original) {
        assertThat(Decoding.refuse(REST + rest.replace("; ", "\n")).originalText())
                .endsWith(original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mute_time_intervals: [x] | root route must not have any mute time intervals",
                "active_time_intervals: [x], continue: true | root route must not have any active time intervals",
                "routes: [{mute_time_intervals: [p], active_time_intervals: [q], routes: [{active_time_intervals: [c]}]}] | undefined time interval \"c\" used in route",
                "routes: [{mute_time_intervals: [p], active_time_intervals: [q]}] | undefined time interval \"q\" used in route",
                "routes: [{mute_time_intervals: [null]}] | undefined time interval \"\" used in route",
                "routes: [{mute_time_intervals: [X]}], continue: true | undefined time interval \"X\" used in route",
                "routes: [{mute_time_intervals: [p], receiver: zz}] | undefined receiver \"zz\" used in route",
            })
    void routes_undefinedOrMisplaced_areToldInTheOriginalsOrder(String route, String original) {
        assertThat(Decoding.refuse("route: {receiver: a, " + route
                                + "}\nreceivers: [{name: a}]\ntime_intervals: [{name: x}]")
                        .originalText())
                .isEqualTo(original);
    }

    @Test
    void routes_undefinedInterval_namesTheOneThatIsMeant() {
        Refused refused = Decoding.refuse("route: {receiver: a, routes: [{mute_time_intervals: [ofice]}]}\n"
                + "receivers: [{name: a}]\ntime_intervals: [{name: office}, {name: night}]");
        assertThat(refused.report())
                .isEqualTo(FILE + ":1:54: route.routes[0].mute_time_intervals[0]: undefined time"
                        + " interval \"ofice\"; expected one of: office, night\n    hint: did you mean \"office\"?");
    }
}
