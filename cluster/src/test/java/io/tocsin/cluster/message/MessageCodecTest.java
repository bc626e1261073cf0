package io.tocsin.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageCodecTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:02:03.456789012Z");
    private static final Introduction SELF =
            new Introduction("älert-0", -7, NOW.minusSeconds(60), "blue", 1, 3, "0.1.0", 5, 0xABCDEF, Phase.LEAVING);

    private static Stream<Message> messages() {
        return Stream.of(
                new Message.Greeting(SELF, NOW),
                new Message.Greeted(SELF, NOW, NOW.plusNanos(1)),
                new Message.Refused("another label"),
                new Message.Updates(List.of(new byte[] {1, 2}, new byte[0]), true),
                new Message.Updates(List.of(), false),
                new Message.Taken(12),
                new Message.Compare(new Digests.Adder().digests(), 123_456_789_012_345L),
                new Message.Compare(new Digests.Adder().digests(), Message.Compare.ALL),
                new Message.Differing(List.of(new Message.Bucket(0, 0), new Message.Bucket(1_023, 77))),
                new Message.ListBuckets(List.of(0, 5, 1_023)),
                new Message.Listed(List.of(
                        new Message.Held(Long.MIN_VALUE, new Stamp(1, -1), true),
                        new Message.Held(9, Stamp.NONE, false))),
                new Message.Fetch(List.of(0L, -1L, 7L)),
                new Message.Fetched(List.of(new byte[] {9}), 3));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void decode_whatWasEncoded_isTheSame(Message message) throws MalformedRecordException {
        byte[] bytes = MessageCodec.encode(message);
        Message read = MessageCodec.decode(bytes);
        assertThat(read).isInstanceOf(message.getClass());
        assertThat(MessageCodec.encode(read)).isEqualTo(bytes);
        assertThat(shown(read)).isEqualTo(shown(message));
    }

    /** Arrays print their identity. */
    private static String shown(Message message) {
        return message.toString().replaceAll("\\[B@\\w+|Digests@\\w+", "");
    }

    @Test
    void messages_inThisTest_areAllThereAre() {
        Set<Class<?>> tried = messages().map(Message::getClass).collect(Collectors.toSet());
        assertThat(tried).isEqualTo(Set.of(Message.class.getPermittedSubclasses()));
    }

    @Test
    void decode_fieldsOfALaterVersion_areSkipped() throws MalformedRecordException {
        byte[] bytes = new FieldWriter()
                .message(3, refused -> refused.text(1, "no").text(77, "more"))
                .text(99, "even more")
                .done();
        assertThat(MessageCodec.decode(bytes)).isEqualTo(new Message.Refused("no"));
    }

    @Test
    void decode_phaseOfALaterVersion_takesNoTurns() throws MalformedRecordException {
        byte[] bytes = new FieldWriter()
                .message(
                        1,
                        greeting ->
                                greeting.message(1, self -> self.text(1, "a").number(9, 9)))
                .done();
        assertThat(((Message.Greeting) MessageCodec.decode(bytes)).self().phase())
                .isEqualTo(Phase.JOINING);
    }

    @Test
    void decode_comparisonThatSaysNothingOfTime_isOfAll() throws MalformedRecordException {
        byte[] bytes = new FieldWriter()
                .message(6, compare -> compare.bytes(1, new byte[Digests.BUCKETS * Long.BYTES]))
                .done();
        assertThat(((Message.Compare) MessageCodec.decode(bytes)).upTo()).isEqualTo(Message.Compare.ALL);
    }

    @Test
    void includes_allButWhatIsALittleLater() {
        long upTo = 1_000_000_000L;
        assertThat(Message.Compare.includes(new Stamp(upTo, 7), upTo)).isTrue();
        assertThat(Message.Compare.includes(new Stamp(upTo + 1, 7), upTo)).isFalse();
        assertThat(Message.Compare.includes(new Stamp(upTo + 20_000_000, 7), upTo))
                .isFalse();
        assertThat(Message.Compare.includes(new Stamp(upTo + 20_000_001, 7), upTo))
                .isTrue();
        assertThat(Message.Compare.includes(new Stamp(Stamp.TICKS_MAX, -1), Message.Compare.ALL))
                .isTrue();
    }

    @Test
    void decode_noneThatIsKnown_isMalformed() {
        byte[] unknown = new FieldWriter().text(99, "of a later version").done();
        assertThatThrownBy(() -> MessageCodec.decode(unknown))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("no message of a kind that this version knows");
        assertThatThrownBy(() -> MessageCodec.decode(new byte[0])).isInstanceOf(MalformedRecordException.class);
        byte[] wrongSize = new FieldWriter()
                .message(6, compare -> compare.bytes(1, new byte[9]))
                .done();
        assertThatThrownBy(() -> MessageCodec.decode(wrongSize))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("9 bytes");
    }

    @Test
    void decode_damaged_failsWithNothingElse() {
        Random random = new Random(1);
        List<byte[]> all = new ArrayList<>();
        messages().forEach(message -> all.add(MessageCodec.encode(message)));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = all.get(random.nextInt(all.size())).clone();
            for (int j = 0; j <= random.nextInt(3) && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                assertThat(MessageCodec.decode(random.nextBoolean() ? cut : bytes))
                        .isNotNull();
            } catch (MalformedRecordException expected) {
                assertThat(expected).hasMessageContaining("byte");
            }
        }
    }
}
