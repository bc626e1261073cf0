package io.tocsin.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReplicaRecordTest {
    private static final Stamp STAMP = new Stamp(Stamp.of(Records.START).ticks() + 9, -7);

    private final StringPool strings = new StringPool();

    @Test
    void replicas_anyVersions_comeBackAsTheyWere() throws Exception {
        Records records = new Records(2);
        for (int i = 0; i < 500; i++) {
            Stamped<Alert> alert = records.stamped(records.anyAlert());
            assertComesBack(new Replica.OfAlert(alert.value(), alert.stamp()));
            Stamped<Silence> silence = records.stamped(records.anySilence());
            assertComesBack(new Replica.OfSilence(silence.value(), silence.stamp()));
            Stamped<NotificationEntry> entry = records.stamped(records.anyNotification());
            assertComesBack(new Replica.OfNotification(entry.value(), entry.stamp()));
        }
    }

    private void assertComesBack(Replica replica) throws Exception {
        byte[] bytes = ReplicaRecord.encode(replica);
        assertThat(ReplicaRecord.decode(bytes, strings)).isEqualTo(replica);
        assertThat(ReplicaRecord.encode(replica)).isEqualTo(bytes);
    }

    @Test
    void everyKind_hasItsRecord() {
        assertThat(Replica.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Replica.OfAlert.class, Replica.OfSilence.class, Replica.OfNotification.class);
    }

    @Test
    void texts_ofAlerts_areShared() throws Exception {
        byte[] bytes = ReplicaRecord.encode(new Replica.OfAlert(Records.alert(), STAMP));
        Replica.OfAlert once = (Replica.OfAlert) ReplicaRecord.decode(bytes, strings);
        Replica.OfAlert again = (Replica.OfAlert) ReplicaRecord.decode(bytes, strings);
        assertThat(again.alert().labels().value(0))
                .isSameAs(once.alert().labels().value(0));
    }

    @Test
    void damage_withinTheRecord_saysWhereInTheReplica() {
        byte[] inner = AlertRecord.encode(Records.alert(), STAMP, new FieldWriter());
        byte[] cut = new FieldWriter()
                .bytes(1, Arrays.copyOf(inner, inner.length - 1))
                .done();
        assertThatThrownBy(() -> ReplicaRecord.decode(cut, strings))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.position()).isGreaterThan(2));
    }

    @Test
    void kind_notKnownHere_isMalformed() {
        byte[] later = new FieldWriter().text(9, "x").done();
        assertThatThrownBy(() -> ReplicaRecord.decode(later, strings))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("at byte 0: a replica of no kind that is known here");
    }

    @Test
    void silence_thatCannotBeInForce_isNamed() {
        byte[] silence = new FieldWriter()
                .message(
                        1,
                        inner -> inner.text(1, "the-id")
                                .message(
                                        2,
                                        matcher -> matcher.number(1, 1)
                                                .text(2, "a")
                                                .text(3, "b(")))
                .done();
        byte[] replica = new FieldWriter().bytes(2, silence).done();
        assertThatThrownBy(() -> ReplicaRecord.decode(replica, strings))
                .isInstanceOfSatisfying(
                        UnusableSilenceException.class, e -> assertThat(e.id()).isEqualTo("the-id"));
    }
}
