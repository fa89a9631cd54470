using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Scheduling.Claiming;
using Scheduling.Hosting;

namespace Scheduling.Triggering;

/// <summary>Makes the ids of runs that are asked for: with a key always the same one, else one that rises with time. Safe for use by many threads.</summary>
internal sealed class TriggerIds(NodeSettings settings)
{
    // The node makes the ids of its claims itself, under its own name.
    private readonly RunIds _ids = new($"{settings.Id}/triggers");
    private readonly Lock _lock = new();

    public Guid Next(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _ids.Next(now);
        }
    }

    /// <remarks>Layout of a version 8 UUID (RFC 9562): a hash of what is named.</remarks>
    public static Guid Of(string scheduleId, long incarnation, string key, DateTimeOffset? occurrence)
    {
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, incarnation);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], occurrence?.UtcTicks ?? 0);
        var hash = SHA256.HashData([.. numbers, .. Encoding.UTF8.GetBytes($"{scheduleId}\n{key}")]);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
