export function Switch({
  isOn,
  onChange,
  labelledBy,
}: {
  isOn: boolean;
  onChange: (on: boolean) => void;
  labelledBy: string;
}) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={isOn}
      aria-labelledby={labelledBy}
      onClick={() => onChange(!isOn)}
    >
      <i />
    </button>
  );
}
