package io.tocsin.cluster.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.UrgentSystemOperation;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A message on its way: bytes. Runs at the receiver, where it keeps no thread while the answer ({@link Answer}) is awaited.
 *
 * <p>Neither it nor its answer holds an object, so there is nothing to deserialise.
 */
class MessageOperation extends Operation implements IdentifiedDataSerializable {
    /** Any number that Hazelcast does not use; its own are not positive. */
    static final int FACTORY_ID = 9094;

    /** Where the instance keeps who answers. */
    static final String RECEIVER_KEY = "tocsin.receiver";

    static final int CLASS_ID = 1;
    static final int URGENT_CLASS_ID = 2;

    /** Answers messages; must not block. */
    interface Receiver {
        /**
         * @param sender Hazelcast's id of the member
         * @return the answer as it is sent ({@link Answer}); never exceptionally
         */
        CompletionStage<byte[]> answer(UUID sender, byte[] message);
    }

    private byte[] message;

    private MessageOperation(byte[] message) {
        this.message = message;
    }

    /** Overtakes what waits: on the connection and at the receiver. */
    private static final class Urgent extends MessageOperation implements UrgentSystemOperation {
        Urgent(byte[] message) {
            super(message);
        }

        @Override
        public int getClassId() {
            return URGENT_CLASS_ID;
        }
    }

    static MessageOperation of(byte[] message, boolean isUrgent) {
        return isUrgent ? new Urgent(message) : new MessageOperation(message);
    }

    static DataSerializableFactory factory() {
        return classId -> {
            if (classId != CLASS_ID && classId != URGENT_CLASS_ID) {
                throw new IllegalArgumentException("class " + classId + " (expected: 1 or 2)");
            }
            return of(new byte[0], classId == URGENT_CLASS_ID);
        };
    }

    @Override
    public void run() {
        Object receiver =
                getNodeEngine().getHazelcastInstance().getUserContext().get(RECEIVER_KEY);
        if (receiver instanceof Receiver known) {
            known.answer(getCallerUuid(), message).thenAccept(this::sendResponse);
        } else {
            sendResponse(Answer.refused("this node does not take messages"));
        }
    }

    /** That one of two nodes knows the other one first is no trouble: the message is sent again. */
    @Override
    public void logError(Throwable problem) {
        if (!(problem instanceof RetryableException)) {
            super.logError(problem);
        }
    }

    /** It is sent when it is there. */
    @Override
    public boolean returnsResponse() {
        return false;
    }

    @Override
    public int getFactoryId() {
        return FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return CLASS_ID;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeByteArray(message);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        byte[] bytes = in.readByteArray();
        if (bytes == null) {
            throw new IOException("a message without content");
        }
        message = bytes;
    }
}
