package io.tocsin.cluster.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
    private static final String SECRET = "correct horse battery staple";
    private static final String OTHER = "another horse battery staple";

    /** Two sides of a connection that have said hello to each other. */
    private record Pair(Handshake caller, Handshake called) {
        static Pair of(ClusterIdentity caller, ClusterIdentity called) throws RefusedException {
            var pair = new Pair(caller.handshake(true), called.handshake(false));
            assertThat(pair.called.accept(ByteBuffer.wrap(pair.caller.hello()))).isTrue();
            assertThat(pair.caller.accept(ByteBuffer.wrap(pair.called.hello()))).isTrue();
            return pair;
        }
    }

    private static ClusterIdentity identity(String label, @Nullable String secret) {
        return new ClusterIdentity(label, Optional.ofNullable(secret).map(ClusterSecret::parse));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** As much as fits into a large buffer. */
    private static byte[] seal(Sealer sealer, byte[] content) {
        var sealed = ByteBuffer.allocate(content.length + 4_096);
        assertThat(sealer.seal(ByteBuffer.wrap(content), sealed)).isTrue();
        return Arrays.copyOf(sealed.array(), sealed.position());
    }

    private static byte[] open(Opener opener, byte[] sealed) throws RefusedException {
        var plain = ByteBuffer.allocate(sealed.length + 1);
        assertThat(opener.open(ByteBuffer.wrap(sealed), plain)).isTrue();
        return Arrays.copyOf(plain.array(), plain.position());
    }

    @Test
    void content_sealed_opensBothWaysAndIsNotInTheClear() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        byte[] content = random(100_000);

        byte[] there = seal(pair.caller.sealer(), content);
        byte[] back = seal(pair.called.sealer(), content);

        assertThat(open(pair.called.opener(), there)).isEqualTo(content);
        assertThat(open(pair.caller.opener(), back)).isEqualTo(content);
        assertThat(there).isNotEqualTo(back);
        assertThat(new String(there, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(content, 0, 16, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void content_inPieces_opensAsItArrives() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        byte[] content = random(70_000);
        byte[] sealed = seal(pair.caller.sealer(), content);
        Opener opener = pair.called.opener();
        var arrived = ByteBuffer.allocate(40_000);
        var plain = ByteBuffer.allocate(17_000);
        var opened = new java.io.ByteArrayOutputStream();

        for (int i = 0; i < sealed.length; i += 777) {
            arrived.put(sealed, i, Math.min(777, sealed.length - i)).flip();
            boolean isDone;
            do {
                isDone = opener.open(arrived, plain);
                opened.write(plain.array(), 0, plain.position());
                plain.clear();
            } while (!isDone);
            arrived.compact();
        }

        assertThat(opened.toByteArray()).isEqualTo(content);
    }

    @Test
    void sealer_littleRoom_goesOnLater() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        Sealer sealer = pair.caller.sealer();
        Opener opener = pair.called.opener();
        var content = ByteBuffer.wrap(random(1_000));
        var opened = ByteBuffer.allocate(20_000);

        boolean isDone;
        do {
            var sealed = ByteBuffer.allocate(100);
            isDone = sealer.seal(content, sealed);
            opener.open(sealed.flip(), opened);
        } while (!isDone);

        assertThat(Arrays.copyOf(opened.array(), opened.position())).isEqualTo(random(1_000));
    }

    @Test
    void nothingSaid_showsTheSecretAllTheSame() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        Opener opener = pair.called.opener();
        assertThat(opener.isTrusted()).isFalse();

        assertThat(open(opener, seal(pair.caller.sealer(), new byte[0]))).isEmpty();

        assertThat(opener.isTrusted()).isTrue();
    }

    @Test
    void secret_another_isRefused() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", OTHER));
        byte[] sealed = seal(pair.caller.sealer(), random(10));
        assertThatThrownBy(() -> open(pair.called.opener(), sealed))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("another cluster secret");
    }

    @Test
    void secret_beingChanged_opensWithBothFiles() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET + "\n" + OTHER), identity("a", OTHER + "\n" + SECRET));
        assertThat(open(pair.called.opener(), seal(pair.caller.sealer(), random(10))))
                .isEqualTo(random(10));
        assertThat(open(pair.caller.opener(), seal(pair.called.sealer(), random(10))))
                .isEqualTo(random(10));
    }

    @Test
    void sides_notOfOneCluster_refuseEachOther() {
        record Case(ClusterIdentity caller, ClusterIdentity called, String reason) {}
        for (Case it : new Case[] {
            new Case(identity("a", null), identity("b", null), "another label"),
            new Case(identity("a", SECRET), identity("b", SECRET), "another label"),
            new Case(identity("a", SECRET), identity("a", null), "it has a cluster secret, and this node has none"),
            new Case(identity("a", null), identity("a", SECRET), "it has no cluster secret, and this node has one"),
        }) {
            assertThatThrownBy(() -> Pair.of(it.caller(), it.called()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(it.reason());
        }
    }

    @Test
    void node_thatMeetsItself_isRefused() {
        ClusterIdentity self = identity("a", SECRET);
        assertThatThrownBy(() -> Pair.of(self, self))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.isItself()).isTrue());
    }

    @Test
    void hello_ofAnotherWireVersion_isRefusedBeforeItIsComplete() {
        byte[] hello = identity("a", null).handshake(true).hello();
        hello[6] = 3;
        assertThatThrownBy(() -> identity("a", null).handshake(false).accept(ByteBuffer.wrap(hello, 0, 7)))
                .hasMessageContaining("it speaks version 3 between nodes, and this node version 2");
    }

    @Test
    void hello_thatIsNone_isRefusedAtTheFirstByte() {
        assertThatThrownBy(() -> identity("a", null).handshake(false).accept(ByteBuffer.wrap(new byte[] {0})))
                .hasMessageContaining("does not speak as a node");
    }

    @Test
    void hello_inPieces_isTakenWhenItIsComplete() throws Exception {
        byte[] hello = identity("a", null).handshake(true).hello();
        Handshake handshake = identity("a", null).handshake(false);
        assertThat(handshake.accept(ByteBuffer.wrap(hello, 0, hello.length - 1)))
                .isFalse();
        assertThat(handshake.isAccepted()).isFalse();
        assertThat(handshake.accept(ByteBuffer.wrap(hello))).isTrue();
    }

    @Test
    void frames_changedRepeatedOrLeftOut_areRefused() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        Sealer sealer = pair.caller.sealer();
        byte[] first = seal(sealer, random(10));
        byte[] second = seal(sealer, random(20));

        byte[] changed = second.clone();
        changed[10] ^= 1;
        for (byte[] wrong : new byte[][] {changed, first, seal(sealer, random(30))}) {
            Opener opener = pair.called.opener();
            open(opener, first);
            assertThatThrownBy(() -> open(opener, wrong)).hasMessageContaining("changed on its way");
        }
        Opener opener = pair.called.opener();
        open(opener, first);
        assertThat(open(opener, second)).isEqualTo(random(20));
    }

    @Test
    void connection_recorded_cannotBePlayedAgain() throws Exception {
        ClusterIdentity called = identity("a", SECRET);
        Handshake caller = identity("a", SECRET).handshake(true);
        Handshake first = called.handshake(false);
        caller.accept(ByteBuffer.wrap(first.hello()));
        byte[] recorded = seal(caller.sealer(), random(10));

        Handshake again = called.handshake(false);
        assertThat(again.accept(ByteBuffer.wrap(caller.hello()))).isTrue();
        assertThatThrownBy(() -> open(again.opener(), recorded)).isInstanceOf(RefusedException.class);
    }

    @Test
    void length_huge_isRefusedBeforeItIsReadFor() throws Exception {
        Pair pair = Pair.of(identity("a", SECRET), identity("a", SECRET));
        for (int length : new int[] {Integer.MAX_VALUE, -1, 0, 15, Frame.CONTENT_MAX + Frame.TAG_BYTES + 1}) {
            byte[] sealed = ByteBuffer.allocate(4).putInt(length).array();
            assertThatThrownBy(() -> open(pair.called.opener(), sealed)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void secret_none_letsBytesThrough() throws Exception {
        Pair pair = Pair.of(identity("a", null), identity("a", null));
        assertThat(seal(pair.caller.sealer(), random(100))).isEqualTo(random(100));
        assertThat(open(pair.called.opener(), random(100))).isEqualTo(random(100));
    }
}
