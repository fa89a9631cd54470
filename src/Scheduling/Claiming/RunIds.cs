using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Scheduling.Claiming;

/// <summary>
/// Makes the ids of a node's claims: unique without asking anybody, rising with time so that they lie together in an index, and the same again
/// when the same node is given the same inputs.
/// </summary>
/// <remarks>Layout of a version 7 UUID (RFC 9562): milliseconds, then a hash of the node's name and epoch, and a counter, in place of random bits.</remarks>
internal sealed class RunIds(string node)
{
    private readonly ulong _node = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(node)));
    private uint _count;

    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(0, now.ToUnixTimeMilliseconds()) << 16);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _node);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], ++_count);
        bytes[6] = (byte)(0x70 | (_node & 0x0F));
        bytes[7] = (byte)(_node >> 4);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
