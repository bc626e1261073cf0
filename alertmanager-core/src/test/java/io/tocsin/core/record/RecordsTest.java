package io.tocsin.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.Predecessors;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordsTest {
    private static final StringPool STRINGS = new StringPool();

    @Test
    void records_anyValues_comeBackAsTheyWere() throws Exception {
        Records records = new Records(1);
        for (int i = 0; i < 2000; i++) {
            Stamped<Silence> silence = records.stamped(records.anySilence());
            assertThat(SilenceRecord.decode(SilenceRecord.encode(silence))).isEqualTo(silence);
            Stamped<NotificationEntry> entry = records.stamped(records.anyNotification());
            assertThat(NotificationRecord.decode(NotificationRecord.encode(entry)))
                    .isEqualTo(entry);
            Stamped<Alert> alert = records.stamped(records.anyAlert());
            assertThat(AlertRecord.decode(AlertRecord.encode(alert.value(), alert.stamp(), new FieldWriter()), STRINGS))
                    .isEqualTo(alert);
            assertThat(AlertRecord.decode(
                            AlertRecord.encode(alert.value(), null, new FieldWriter()),
                            AlertRecord.encodeEnds(alert.value(), alert.stamp(), new FieldWriter()),
                            STRINGS))
                    .isEqualTo(alert);
        }
    }

    @Test
    void alert_withLaterEnds_hasTheLaterEnds() throws Exception {
        // given
        Alert first = Records.alert();
        Alert later = new Alert(
                first.labels(),
                first.annotations(),
                first.startsAt(),
                Timestamp.of(Instant.EPOCH),
                false,
                first.generatorUrl(),
                Records.START.plusSeconds(30));
        // when
        Alert read = AlertRecord.decode(
                        AlertRecord.encode(first, null, new FieldWriter()),
                        AlertRecord.encodeEnds(later, null, new FieldWriter()),
                        STRINGS)
                .value();
        // then
        assertThat(read).isEqualTo(later);
    }

    @Test
    void alertEnds_anyRefresh_areSmall() {
        assertThat(AlertRecord.encodeEnds(Records.alert(), null, new FieldWriter()))
                .hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void alert_texts_areShared() throws Exception {
        Alert once = AlertRecord.decode(AlertRecord.encode(Records.alert(), null, new FieldWriter()), STRINGS)
                .value();
        Alert again = AlertRecord.decode(AlertRecord.encode(Records.alert(), null, new FieldWriter()), STRINGS)
                .value();
        assertThat(again.labels().value(0)).isSameAs(once.labels().value(0));
        assertThat(again.generatorUrl()).isSameAs(once.generatorUrl());
    }

    @Test
    void stamp_thatTheTimeOfWritingSays_isNotWritten() {
        Silence silence = Records.silence();
        assertThat(SilenceRecord.encode(new Stamped<>(silence, Stamp.of(silence.updatedAt()))))
                .isEqualTo(SilenceRecord.encode(silence));
        NotificationEntry entry = Records.notification();
        assertThat(NotificationRecord.encode(new Stamped<>(entry, Stamp.of(entry.notifiedAt()))))
                .isEqualTo(NotificationRecord.encode(entry));
        Alert alert = Records.alert();
        assertThat(AlertRecord.encode(alert, Stamp.of(alert.updatedAt()), new FieldWriter()))
                .isEqualTo(AlertRecord.encode(alert, null, new FieldWriter()));
    }

    @Test
    void stamp_noneInParticular_isToldFromOneThatIsNotThere() throws Exception {
        Stamped<NotificationEntry> doubt = new Stamped<>(Records.notification(), Stamp.NONE);
        byte[] record = NotificationRecord.encode(doubt);
        assertThat(NotificationRecord.decode(record)).isEqualTo(doubt);
        assertThat(record).hasSize(3 + NotificationRecord.encode(doubt.value()).length);
    }

    @Test
    void predecessors_areKeptForMembersAndNotForTheOriginal() throws Exception {
        NotificationEntry entry = Records.notification();
        NotificationEntry later = new NotificationEntry(
                entry.key(),
                entry.notifiedAt(),
                entry.firing(),
                entry.resolved(),
                entry.receiverData(),
                entry.expiresAt(),
                Predecessors.of(7, 1_767_225_600_000_000L));
        Stamped<NotificationEntry> version = new Stamped<>(later, new Stamp(1_767_225_600_000_001L, 5));

        assertThat(NotificationRecord.decode(NotificationRecord.encode(version)))
                .isEqualTo(version);
        assertThat(NotificationRecord.encode(later)).isEqualTo(NotificationRecord.encode(entry));
    }

    @Test
    void stamp_ofAMember_addsFewBytesToARefresh() {
        Stamp stamp = new Stamp(Stamp.of(Records.START).ticks(), -1);
        int without = AlertRecord.encodeEnds(Records.alert(), null, new FieldWriter()).length;
        assertThat(AlertRecord.encodeEnds(Records.alert(), stamp, new FieldWriter()))
                .hasSize(without + 20);
    }

    @Test
    void stamp_beyondAllTime_isMalformed() {
        byte[] record = new FieldWriter()
                .message(1, inner -> inner.message(2, receiver -> receiver.text(1, "r")))
                .message(1000, stamp -> stamp.number(1, -1))
                .done();
        assertThatThrownBy(() -> NotificationRecord.decode(record))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("at byte 10: field 1: no ticks of a stamp: 18446744073709551615");
    }

    /** The bytes that protobuf's own compiler makes of the same messages. */
    @Test
    void bytes_smallRecords_areProtobuf() {
        Silence silence = new Silence(
                "i",
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.NOT_EQUAL, "a", "b")))),
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2, 3),
                Instant.EPOCH,
                "",
                "c",
                Labels.of("k", ""),
                Instant.ofEpochSecond(-1));
        assertThat(HexFormat.of().formatHex(SilenceRecord.encode(silence)))
                .isEqualTo("0a2f" + "0a0169" + "12080802" + "120161" + "1a0162" + "1a020801" + "220408021003" + "2a00"
                        + "4a0163" + "52050a016b1200" + "5a0a0a080802" + "120161" + "1a0162"
                        + "120b08ffffffffffffffffff01");
    }

    @Test
    void writer_usedAgainAfterALargeMessage_writesTheSameBytes() throws Exception {
        // given
        FieldWriter used = new FieldWriter();
        Alert small = Records.alert();
        Alert large = new Alert(
                Labels.of("a", "x".repeat(200), "b", "\u00e9".repeat(40_000)),
                small.annotations(),
                small.startsAt(),
                small.endsAt(),
                small.endsByTimeout(),
                small.generatorUrl(),
                small.updatedAt());
        // when
        byte[] ofLarge = AlertRecord.encode(large, null, used);
        byte[] next = AlertRecord.encode(small, null, used);
        // then
        assertThat(AlertRecord.decode(ofLarge, STRINGS).value()).isEqualTo(large);
        assertThat(next).isEqualTo(AlertRecord.encode(small, null, new FieldWriter()));
    }

    @Test
    void silence_forVersionsBeforeMatcherSets_hasTheFirstSetAsMatchersToo() {
        Silence silence = Records.silence();
        int matchers = SilenceRecord.encode(silence, true).length - SilenceRecord.encode(silence, false).length;
        assertThat(matchers).isPositive();
    }

    @Test
    void silence_withoutMatcherSets_readsTheOlderForm() throws Exception {
        // given
        Consumer<FieldWriter> matcher = out -> out.number(1, 3).text(2, "a").text(3, "b+");
        Consumer<FieldWriter> comment =
                out -> out.text(1, "ann").text(2, "works").time(3, Records.START);
        Consumer<FieldWriter> second = out -> out.text(1, "bob").text(2, "more");
        Consumer<FieldWriter> silence = out -> out.text(1, "id")
                .message(2, matcher)
                .message(7, comment)
                .message(7, second)
                .text(8, "overruled")
                .text(9, "overruled");
        // when
        Silence read = SilenceRecord.decode(
                        new FieldWriter().message(1, silence).done())
                .value();
        // then
        assertThat(read.matcherSets())
                .containsExactly(new MatcherSet(List.of(Matcher.of(MatchType.NOT_REGEX, "a", "b+"))));
        assertThat(read.createdBy()).isEqualTo("ann");
        assertThat(read.comment()).isEqualTo("works");
    }

    @Test
    void silence_matcherThatDoesNotCompile_isNamed() {
        Consumer<FieldWriter> matcher = out -> out.number(1, 1).text(2, "a").text(3, "b(");
        assertThatThrownBy(() -> SilenceRecord.decode(silenceWith(matcher)))
                .isInstanceOfSatisfying(
                        UnusableSilenceException.class, e -> assertThat(e.id()).isEqualTo("the-id"))
                .hasMessageStartingWith("a=~\"b(\": error parsing regexp: missing closing )");
    }

    @Test
    void silence_matcherOfUnknownType_isUnusable() {
        Consumer<FieldWriter> matcher = out -> out.number(1, 4).text(2, "a").text(3, "b");
        assertThatThrownBy(() -> SilenceRecord.decode(silenceWith(matcher)))
                .isInstanceOf(UnusableSilenceException.class)
                .hasMessage("a matcher of the unknown type 4");
    }

    @Test
    void silence_withoutMatchers_isUnusable() {
        Consumer<FieldWriter> silence = out -> out.text(1, "the-id");
        assertThatThrownBy(() -> SilenceRecord.decode(
                        new FieldWriter().message(1, silence).done()))
                .isInstanceOf(UnusableSilenceException.class)
                .hasMessage("it has no matchers");
    }

    private static byte[] silenceWith(Consumer<FieldWriter> matcher) {
        Consumer<FieldWriter> silence = out -> out.text(1, "the-id").message(2, matcher);
        return new FieldWriter().message(1, silence).done();
    }

    @Test
    void notification_unpackedHashes_areReadToo() throws Exception {
        Consumer<FieldWriter> entry = out ->
                out.message(2, receiver -> receiver.text(1, "r")).number(6, 1).number(6, 2);
        NotificationEntry read = NotificationRecord.decode(
                        new FieldWriter().message(1, entry).done())
                .value();
        assertThat(read.firing()).isEqualTo(AlertHashes.of(1, 2));
    }

    @Test
    void fields_unknownOnes_areSkipped() throws Exception {
        // given one of each wire type, a group in a group included
        String unknown = "f80601" + "f1060102030405060708" + "fa0602ffff" + "fb06fb06fc06fc06" + "fd0601020304";
        byte[] known = AlertRecord.encode(Records.alert(), null, new FieldWriter());
        byte[] both = HexFormat.of().parseHex(unknown + HexFormat.of().formatHex(known));
        // then
        assertThat(AlertRecord.decode(both, STRINGS).value()).isEqualTo(Records.alert());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a05 0a03 | at byte 0: field 1: is 5 bytes long by its own account, but only 2 are left",
                "1200 0a02 0a03 | at byte 4: field 1: is 3 bytes long by its own account, but only 0 are left",
                "0affffffff0f | at byte 0: field 1: is 4294967295 bytes long by its own account, but only 0 are left",
                "0aff | at byte 0: field 1: a field that is cut short or damaged",
                "1200 ff | at byte 2: a field that is cut short or damaged",
                "1200 00 | at byte 2: a field that is cut short or damaged",
                "0801 | at byte 0: field 1: is of wire type 0 (expected: 2)",
                "4c | at byte 0: field 9: a field that is cut short or damaged",
                "4b | at byte 0: field 9: a field that is cut short or damaged",
                "1a0a 08ffffffffffffffff7f | at byte 2: field 1: no moment in time: second 9223372036854775807",
                "1a06 10ffffffff0f | at byte 2: field 2: no part of a second: nanosecond 4294967295",
                "1a03 18f310 | at byte 2: field 3: no offset from UTC: -1082 minutes",
                "1200 | at byte 0: a record of an alert without labels",
            })
    void alert_malformed_saysWhatAndWhere(String row) {
        String[] parts = row.split(" \\| ", 2);
        byte[] bytes = HexFormat.of().parseHex(parts[0].replace(" ", ""));
        assertThatThrownBy(() -> AlertRecord.decode(bytes, STRINGS))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(parts[1]);
    }

    @Test
    void silence_withoutItsSilence_isMalformed() {
        assertThatThrownBy(() -> SilenceRecord.decode(new byte[0]))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("at byte 0: a record without its silence");
    }

    @Test
    void notification_withoutItsReceiver_isMalformed() {
        byte[] record =
                new FieldWriter().message(1, inner -> inner.text(1, "{}:{}")).done();
        assertThatThrownBy(() -> NotificationRecord.decode(record))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("at byte 0: a record without its receiver");
    }

    @Test
    void malformed_withinAFile_saysWhereInTheFile() {
        assertThat(new MalformedRecordException("damaged", 3).within(100)).hasMessage("at byte 103: damaged");
    }
}
