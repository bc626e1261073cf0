package io.tocsin.cluster.message;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.record.AlertRecord;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.core.record.Fields;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.record.UnusableSilenceException;
import io.tocsin.core.stamp.Stamp;

/** A version as bytes: the record that the journal has of it (1 alert, 2 silence, 3 notification), and its stamp (4, 5). */
public final class ReplicaRecord {
    private ReplicaRecord() {}

    public static byte[] encode(Replica replica) {
        FieldWriter out = new FieldWriter();
        if (replica instanceof Replica.OfAlert of) {
            out.bytes(1, AlertRecord.encode(of.alert(), new FieldWriter()));
        } else if (replica instanceof Replica.OfSilence of) {
            out.bytes(2, SilenceRecord.encode(of.silence()));
        } else if (replica instanceof Replica.OfNotification of) {
            out.bytes(3, NotificationRecord.encode(of.entry()));
        }
        return out.number(4, replica.stamp().ticks())
                .number(5, replica.stamp().member())
                .done();
    }

    public static Replica decode(byte[] bytes, StringPool strings)
            throws MalformedRecordException, UnusableSilenceException {
        byte[][] of = {{}};
        int[] kind = {0};
        long[] stamp = {0, 0};
        Fields fields = new Fields(bytes);
        fields.each(n -> {
            switch (n) {
                case 1, 2, 3 -> {
                    kind[0] = n;
                    of[0] = fields.bytes();
                }
                case 4, 5 -> stamp[n - 4] = fields.number();
                default -> {}
            }
        });
        Stamp s = new Stamp(stamp[0], stamp[1]);
        return switch (kind[0]) {
            case 1 -> {
                Alert a = AlertRecord.decode(of[0], strings);
                yield new Replica.OfAlert(a, s);
            }
            case 2 -> new Replica.OfSilence(SilenceRecord.decode(of[0]), s);
            case 3 -> new Replica.OfNotification(NotificationRecord.decode(of[0]), s);
            default -> throw new MalformedRecordException("kind", 0);
        };
    }
}
