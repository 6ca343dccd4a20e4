# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
1e-05 388.13672 0
0.0001 256.50391 0
0.001 175.67578 0
EOD
$c1 << EOD
1e-05 210.71094 0
0.0001 135.99219 0
0.001 99.265625 0
EOD
$c2 << EOD
1e-05 338.71094 0
0.0001 208.60938 0
0.001 128.57031 0
EOD
set lmargin at screen 0.08
set rmargin at screen 0.663
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Network evaluations against the tolerance' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'evaluations per image' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'relative and absolute tolerance' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set logscale y
set ytics ('100' 100, '200' 200)
set xtics ('1e-5' 1.0000000000000001e-05, '2e-5' 2.0000000000000002e-05, '5e-5' 5.0000000000000002e-05, '1e-4' 0.0001, '2e-4' 0.00020000000000000001, '5e-4' 0.00050000000000000001, '1e-3' 0.001)
set xrange [8.3176377e-06:0.0012022644]
set yrange [86.317935:446.35723]
set arrow 3 from graph 0.9710, graph 0.4325 to graph 1.018, graph 0.4325 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 4 'arkode_dormand_prince_7_4_5' at graph 1.024, graph 0.4325 left noenhanced font ',12' textcolor rgb '#0072B2'
set arrow 5 from graph 0.9710, graph 0.0851 to graph 1.018, graph 0.0851 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 6 'dopri5' at graph 1.024, graph 0.0851 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 7 from graph 0.9710, graph 0.2425 to graph 1.018, graph 0.2425 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 8 'odeint_dopri5' at graph 1.024, graph 0.2425 left noenhanced font ',12' textcolor rgb '#009E73'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'evaluations.svg'
plot $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'evaluations.png'
plot $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
