package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.spi.exception.TargetNotMemberException;
import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Hazelcast is allowed to make of bytes that others send, wherever they stand in a packet. */
final class DeserialisationTest {
    /** How often something that was sent was brought to life. */
    private static final AtomicInteger AWAKENED = new AtomicInteger();

    static final class ByJava implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            AWAKENED.incrementAndGet();
        }
    }

    /** Is made by its constructor. */
    public static class Made {
        public Made() {
            if (isReading) {
                AWAKENED.incrementAndGet();
            }
        }
    }

    /** Ours is made first, to be sent. */
    private static volatile boolean isReading;

    public static final class Itself extends Made implements Externalizable {
        private static final long serialVersionUID = 1;

        @Override
        public void writeExternal(ObjectOutput out) {
            // There is nothing to say.
        }

        @Override
        public void readExternal(ObjectInput in) {
            AWAKENED.incrementAndGet();
        }
    }

    public static final class ByName extends Made implements DataSerializable {
        @Override
        public void writeData(ObjectDataOutput out) {
            // There is nothing to say.
        }

        @Override
        public void readData(ObjectDataInput in) {
            AWAKENED.incrementAndGet();
        }
    }

    private static InternalSerializationService nodes() {
        Config config = InstanceConfig.of(TestNode.Setup.of().settings(), "node", List.of());
        return new DefaultSerializationServiceBuilder()
                .setConfig(config.getSerializationConfig())
                .setClassLoader(config.getClassLoader())
                .build();
    }

    private static InternalSerializationService strangers() {
        return new DefaultSerializationServiceBuilder().build();
    }

    @Test
    void object_ofAStranger_isNotMade() {
        for (Object gadget :
                List.of(new ByJava(), new Itself(), new ByName(), Thread.State.NEW, new Object[] {new ByJava()})) {
            Data sent = strangers().toData(gadget);
            isReading = true;
            assertThatThrownBy(() -> nodes().toObject(sent))
                    .as(gadget.getClass().getName())
                    .hasStackTraceContaining("SecurityException");
            isReading = false;
        }
        assertThat(AWAKENED).hasValue(0);
    }

    @Test
    void failure_ofHazelcast_isRead() {
        var failure = new TargetNotMemberException("not there");
        failure.addSuppressed(new IllegalStateException("as well"));
        Object read = nodes().toObject(strangers().toData(failure));
        assertThat(read).isInstanceOf(TargetNotMemberException.class);
    }
}
